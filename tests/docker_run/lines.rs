//! Clean lines, flag by flag, and whole lines as manuals show them.

use super::assert_reads;

#[test]
fn names_ports_and_switches() {
    assert_reads(&[
        ("docker run nginx", "nginx: {image: nginx}"),
        (
            "docker run hello-world\n",
            "hello-world: {image: hello-world}",
        ),
        (
            "docker container run -d redis:7",
            "redis: {x-detach: true, image: redis:7}",
        ),
        (
            "docker create --name db postgres",
            "db: {container_name: db, image: postgres}",
        ),
        (
            "docker container create busybox",
            "busybox: {image: busybox}",
        ),
        (
            "podman run -dt docker.io/library/httpd",
            "httpd: {x-detach: true, tty: true, image: docker.io/library/httpd}",
        ),
        (
            "nerdctl run -it --rm alpine sh",
            "alpine: {stdin_open: true, tty: true, x-rm: true, image: alpine, command: [sh]}",
        ),
        (
            "docker run -itp 80:80 web",
            "web: {stdin_open: true, tty: true, ports: [80:80], image: web}",
        ),
        (
            "docker run -p80:80 -eA=b web",
            "web: {ports: [80:80], environment: {A: b}, image: web}",
        ),
        (
            "docker run -p=80:80 --publish=443:443 web",
            "web: {ports: [80:80, 443:443], image: web}",
        ),
        (
            "docker run --privileged=false -P -d=true web",
            "web: {privileged: false, x-publish-all: true, x-detach: true, image: web}",
        ),
        (
            "docker run --privileged --read-only=1 web",
            "web: {privileged: true, read_only: true, image: web}",
        ),
        (
            "docker run -m 512m --memory 1g --cpus=.5 web",
            "web: {mem_limit: 1g, cpus: .5, image: web}",
        ),
        (
            "docker run web -p 80:80 --privileged",
            "web: {image: web, command: [-p, 80:80, --privileged]}",
        ),
        (
            "docker run -d -- web sh -c 'a b'",
            "web: {x-detach: true, image: web, command: [sh, -c, a b]}",
        ),
        (
            "docker -H tcp://x:2375 --context=y --debug run web",
            "web: {image: web}",
        ),
        (
            "docker --tlsverify -l debug container run web",
            "web: {image: web}",
        ),
    ]);
}

#[test]
fn namespaces_checks_and_mounts() {
    assert_reads(&[
        (
            "docker run --net=host web",
            "web: {network_mode: host, image: web}",
        ),
        (
            "docker run --network container:db web",
            "web: {network_mode: container:db, image: web}",
        ),
        (
            "docker run --network front --network name=back,alias=w web",
            "web: {networks: [front, back], image: web}",
        ),
        (
            "docker run --cap-add NET_ADMIN --cap-drop=all --cap-add A,B web",
            "web: {cap_add: [NET_ADMIN, A, B], cap_drop: [all], image: web}",
        ),
        (
            "docker run --security-opt no-new-privileges:true --security-opt seccomp=unconfined web",
            "web: {security_opt: [no-new-privileges:true, seccomp=unconfined], image: web}",
        ),
        (
            "docker run --pid=host --ipc host --uts=host --userns host --cgroupns host web",
            "web: {pid: host, ipc: host, uts: host, userns_mode: host, cgroup: host, image: web}",
        ),
        (
            "docker run --health-cmd='curl -f http://localhost || exit 1' --health-interval 30s web",
            "web: {healthcheck: {test: curl -f http://localhost || exit 1, interval: 30s}, image: web}",
        ),
        (
            "docker run --no-healthcheck web",
            "web: {healthcheck: {disable: true}, image: web}",
        ),
        (
            "docker run --log-driver json-file --log-opt max-size=10m --log-opt max-file=3 web",
            "web: {logging: {driver: json-file, options: {max-size: 10m, max-file: 3}}, image: web}",
        ),
        (
            "docker run --ulimit nofile=1024:2048 --ulimit nproc=64 web",
            "web: {ulimits: {nofile: {soft: 1024, hard: 2048}, nproc: 64}, image: web}",
        ),
        (
            "docker run --sysctl net.core.somaxconn=1024 -l a.b=c web",
            "web: {sysctls: {net.core.somaxconn: 1024}, labels: {a.b: c}, image: web}",
        ),
        (
            "docker run -e TOKEN -e EMPTY= -e 'A=b c' web",
            "web: {environment: {TOKEN: , EMPTY: , A: b c}, image: web}",
        ),
        (
            "docker run --entrypoint /bin/sh web -c id",
            "web: {entrypoint: [/bin/sh], image: web, command: [-c, id]}",
        ),
        (
            "docker run --tmpfs /tmp:size=64m --shm-size 1g --pids-limit 200 web",
            "web: {tmpfs: [/tmp:size=64m], shm_size: 1g, pids_limit: 200, image: web}",
        ),
        (
            "docker run --mount type=bind,src=/a,dst=/b,readonly web",
            "web: {volumes: [{type: bind, source: /a, target: /b, read_only: true}], image: web}",
        ),
        (
            "docker run --mount source=data,target=/d,volume-nocopy -v /x:/y:ro web",
            "web: {volumes: [{source: data, target: /d, volume: {nocopy: true}, type: volume}, /x:/y:ro], image: web}",
        ),
        (
            "docker run --mount 'type=tmpfs,dst=/t,\"x=a,b\",tmpfs-size=1m' web",
            "web: {volumes: [{type: tmpfs, target: /t, tmpfs: {size: 1m}}], image: web}",
        ),
        (
            "docker run --blkio-weight 300 --device-read-bps /dev/sda:1mb web",
            "web: {blkio_config: {weight: 300}, x-device-read-bps: [/dev/sda:1mb], image: web}",
        ),
        (
            "docker run --memory-swap -1 --oom-kill-disable web",
            "web: {memswap_limit: -1, oom_kill_disable: true, image: web}",
        ),
        (
            "podman run --tz local --replace --secret s web",
            "web: {x-tz: local, x-replace: true, x-secret: [s], image: web}",
        ),
    ]);
}

#[test]
fn lines_from_read_me_files() {
    assert_reads(&[
        (
            "docker run -d -p 8000:8000 -p 9443:9443 --name portainer \\\n    --restart=always \\\n    -v /var/run/docker.sock:/var/run/docker.sock \\\n    -v portainer_data:/data \\\n    portainer/portainer-ce:lts",
            "portainer: {x-detach: true, ports: [8000:8000, 9443:9443], container_name: portainer, restart: always, volumes: [/var/run/docker.sock:/var/run/docker.sock, portainer_data:/data], image: portainer/portainer-ce:lts}",
        ),
        (
            "docker run -d --name pihole -e ServerIP=10.0.0.5 -e WEBPASSWORD=changeme --dns=127.0.0.1 --dns=1.1.1.1 --cap-add=NET_ADMIN -p 53:53/tcp -p 53:53/udp pihole/pihole",
            "pihole: {x-detach: true, container_name: pihole, environment: {ServerIP: 10.0.0.5, WEBPASSWORD: changeme}, dns: [127.0.0.1, 1.1.1.1], cap_add: [NET_ADMIN], ports: [53:53/tcp, 53:53/udp], image: pihole/pihole}",
        ),
        (
            "docker run -d --name plex --network=host -e TZ=\"Europe/Oslo\" -v /srv/plex:/config --device=/dev/dri:/dev/dri plexinc/pms-docker",
            "plex: {x-detach: true, container_name: plex, network_mode: host, environment: {TZ: Europe/Oslo}, volumes: [/srv/plex:/config], devices: [/dev/dri:/dev/dri], image: plexinc/pms-docker}",
        ),
        (
            "docker run -d -p 8080:8080 -p 80:80 -v $PWD/traefik.yml:/etc/traefik/traefik.yml traefik:v3.1",
            "traefik: {x-detach: true, ports: [8080:8080, 80:80], volumes: [$PWD/traefik.yml:/etc/traefik/traefik.yml], image: traefik:v3.1}",
        ),
        (
            "$ docker run --name some-postgres -e POSTGRES_PASSWORD=mysecretpassword -d postgres:16",
            "some-postgres: {container_name: some-postgres, environment: {POSTGRES_PASSWORD: mysecretpassword}, x-detach: true, image: postgres:16}",
        ),
        (
            "docker run -p 8080:8080 -p 50000:50000 -u root -v jenkins_home:/var/jenkins_home jenkins/jenkins:lts-jdk17",
            "jenkins: {ports: [8080:8080, 50000:50000], user: root, volumes: [jenkins_home:/var/jenkins_home], image: jenkins/jenkins:lts-jdk17}",
        ),
        (
            "sudo docker run --detach --hostname git.example.org --env GITLAB_OMNIBUS_CONFIG=\"external_url 'http://git.example.org'\" --publish 443:443 --shm-size 256m gitlab/gitlab-ee:latest",
            "gitlab-ee: {x-detach: true, hostname: git.example.org, environment: {GITLAB_OMNIBUS_CONFIG: external_url 'http://git.example.org'}, ports: [443:443], shm_size: 256m, image: gitlab/gitlab-ee:latest}",
        ),
        (
            "docker run -d -it -p 25565:25565 -e EULA=TRUE itzg/minecraft-server",
            "minecraft-server: {x-detach: true, stdin_open: true, tty: true, ports: [25565:25565], environment: {EULA: TRUE}, image: itzg/minecraft-server}",
        ),
        (
            "docker run --rm --runtime=nvidia --gpus '\"device=0,1\"' nvidia/cuda:12.4.1-base-ubuntu22.04 nvidia-smi",
            "cuda: {x-rm: true, runtime: nvidia, gpus: \"device=0,1\", image: nvidia/cuda:12.4.1-base-ubuntu22.04, command: [nvidia-smi]}",
        ),
        (
            "docker run -d --pid=host -v /:/host:ro,rslave quay.io/prometheus/node-exporter --path.rootfs=/host",
            "node-exporter: {x-detach: true, pid: host, volumes: [/:/host:ro,rslave], image: quay.io/prometheus/node-exporter, command: [--path.rootfs=/host]}",
        ),
        (
            "docker run --volumes-from old --link db:db --add-host=host.docker.internal:host-gateway --env-file .env wordpress",
            "wordpress: {volumes_from: [old], links: [db:db], extra_hosts: [host.docker.internal:host-gateway], env_file: [.env], image: wordpress}",
        ),
        (
            "docker run --platform linux/amd64 --pull always --stop-signal SIGINT -w /app --init node:20 npm test",
            "node: {platform: linux/amd64, pull_policy: always, stop_signal: SIGINT, working_dir: /app, init: true, image: node:20, command: [npm, test]}",
        ),
    ]);
}
