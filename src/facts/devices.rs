//! What a device of the host is, by its path
//! (<https://www.kernel.org/doc/html/latest/admin-guide/devices.html>).

/// What a container can do with a device.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Device {
    /// A whole disk, past all files and owners.
    Disk,
    /// The machine's memory or ports.
    Memory,
    /// Every device there is.
    All,
    /// Virtual machines.
    VirtualMachines,
    /// A thing for one purpose: a graphics card, a radio stick, a tunnel.
    Narrow,
    /// Nothing that the container doesn't have anyway.
    Harmless,
    /// Anything else.
    Other,
}

/// Disks and parts of them, by the start of the name.
const DISKS: &str = "sd nvme vd xvd hd mmcblk md dm- mapper/ disk/ root zd";
/// Memory and what reads it.
const MEMORY: &str = "mem kmem port";
/// Graphics, sound, radio sticks, cameras, tunnels and their like, by the start of the name.
const NARROW: &str = "dri net/tun snd ttyUSB ttyACM ttyS ttyAMA serial video nvidia kfd vchiq \
    i2c gpio dvb sr cdrom rtc usb/ bus/usb/ vcsm v4l media apex davinci dma_heap";
/// What every container has.
const HARMLESS: &str = "null zero full random urandom tty shm pts";

/// The device at a path.
pub fn device_at(path: &str) -> Device {
    let path = path.trim_end_matches('/');
    if path == "/dev" {
        return Device::All;
    }
    let Some(name) = path.strip_prefix("/dev/") else {
        return Device::Other;
    };
    let is_one = |names: &str| names.split(' ').any(|known| known == name);
    let starts = |names: &str| {
        names
            .split_whitespace()
            .any(|known| name.starts_with(known))
    };
    if is_one(HARMLESS) {
        Device::Harmless
    } else if is_one(MEMORY) {
        Device::Memory
    } else if name == "kvm" {
        Device::VirtualMachines
    } else if starts(NARROW) {
        Device::Narrow
    } else if starts(DISKS) {
        Device::Disk
    } else {
        Device::Other
    }
}

#[cfg(test)]
mod tests {
    use super::{Device, device_at};

    #[test]
    fn devices_are_told_apart() {
        for (path, device) in [
            ("/dev", Device::All),
            ("/dev/sda1", Device::Disk),
            ("/dev/nvme0n1", Device::Disk),
            ("/dev/mapper/vg-root", Device::Disk),
            ("/dev/mem", Device::Memory),
            ("/dev/kvm", Device::VirtualMachines),
            ("/dev/dri/renderD128", Device::Narrow),
            ("/dev/net/tun", Device::Narrow),
            ("/dev/sr0", Device::Narrow),
            ("/dev/null", Device::Harmless),
            ("/dev/fuse", Device::Other),
            ("/dev/memory", Device::Other),
            ("/data", Device::Other),
        ] {
            assert_eq!(device_at(path), device, "{path}");
        }
    }
}
