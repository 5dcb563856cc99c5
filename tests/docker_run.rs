//! `docker run` lines as people paste them, and the services they become.

use cozydock::compose::tree::{Data, NodeId, Tree};
use cozydock::docker_run::{DockerRun, What, read};
use proptest::prelude::*;

/// A node in one line, in the manner of YAML's flow style.
fn flow(tree: &Tree, id: NodeId) -> String {
    match &tree.node(id).data {
        Data::Scalar(value, _) => value.to_string(),
        Data::Sequence(items) => {
            let items: Vec<_> = items.iter().map(|item| flow(tree, *item)).collect();
            format!("[{}]", items.join(", "))
        }
        Data::Mapping(entries) => {
            let entries: Vec<_> = entries
                .iter()
                .map(|entry| format!("{}: {}", flow(tree, entry.key), flow(tree, entry.value)))
                .collect();
            format!("{{{}}}", entries.join(", "))
        }
        Data::Alias(_) => unreachable!("a command line has no aliases"),
    }
}

/// All services in one line, without the braces of the root.
fn services(run: &DockerRun) -> String {
    let all = flow(&run.tree, run.root);
    let inner = all
        .strip_prefix("{services: {")
        .and_then(|rest| rest.strip_suffix("}}"));
    inner.expect("a root with services").to_owned()
}

/// The text at the node that a path of keys leads to; a number picks an item.
fn place<'a>(source: &'a str, run: &DockerRun, path: &[&str]) -> &'a str {
    let mut at = run.lines[0].service;
    for step in path {
        at = match &run.tree.node(at).data {
            Data::Mapping(entries) => {
                let entry = entries
                    .iter()
                    .find(|entry| flow(&run.tree, entry.key) == **step);
                entry.unwrap_or_else(|| panic!("{step} in {source}")).value
            }
            Data::Sequence(items) => items[step.parse::<usize>().expect("a number")],
            _ => panic!("{step} in {source}"),
        };
    }
    run.tree.node(at).span.slice(source)
}

/// Text that must have no problem, and the services it becomes.
fn assert_reads(rows: &[(&str, &str)]) {
    for (source, want) in rows {
        let run = read(source);
        assert_eq!(run.problems, [], "{source}");
        assert_eq!(services(&run), *want, "{source}");
    }
}

#[test]
fn one_line_becomes_one_service() {
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
fn prompts_and_prefixes() {
    assert_reads(&[
        ("$ docker run nginx", "nginx: {image: nginx}"),
        ("# docker run nginx", "nginx: {image: nginx}"),
        ("> docker run nginx", "nginx: {image: nginx}"),
        (
            "ann@box:~/app$ sudo -E docker run nginx",
            "nginx: {image: nginx}",
        ),
        ("[root@box ~]# docker run nginx", "nginx: {image: nginx}"),
        (
            "PS C:\\Users\\ann> docker.exe run nginx",
            "nginx: {image: nginx}",
        ),
        (
            "DOCKER_BUILDKIT=1 FOO='a' docker run nginx",
            "nginx: {image: nginx}",
        ),
        ("/usr/bin/docker run nginx", "nginx: {image: nginx}"),
        (
            "ExecStart=/usr/bin/docker run --rm nginx",
            "nginx: {x-rm: true, image: nginx}",
        ),
        (
            "ID=$(docker run -d nginx)",
            "nginx: {x-detach: true, image: nginx}",
        ),
        (
            "alias web='docker run --rm nginx'",
            "nginx: {x-rm: true, image: nginx}",
        ),
        (
            "  \"start\": \"docker run -p 80:80 nginx\",",
            "nginx: {ports: [80:80], image: nginx}",
        ),
        ("\tscript:\n    - docker run nginx", "nginx: {image: nginx}"),
        ("1. docker run nginx", "nginx: {image: nginx}"),
        ("\u{feff}docker run nginx\r\n", "nginx: {image: nginx}"),
    ]);
}

#[test]
fn continued_lines() {
    assert_reads(&[
        (
            "docker run -d \\\n  -p 80:80 \\\n  nginx",
            "nginx: {x-detach: true, ports: [80:80], image: nginx}",
        ),
        (
            "docker run -d \\\r\n  nginx\r\n",
            "nginx: {x-detach: true, image: nginx}",
        ),
        (
            "docker run -d `\n  -v ${PWD}\\data:/data `\n  nginx",
            "nginx: {x-detach: true, volumes: [${PWD}\\data:/data], image: nginx}",
        ),
        (
            "docker run -d ^\r\n  -v C:\\data:/data ^\r\n  nginx",
            "nginx: {x-detach: true, volumes: [C:\\data:/data], image: nginx}",
        ),
        (
            "$ docker run -d \\\n> -p 80:80 \\\n> nginx",
            "nginx: {x-detach: true, ports: [80:80], image: nginx}",
        ),
        (
            "docker run -d \\  \n  nginx",
            "nginx: {x-detach: true, image: nginx}",
        ),
        (
            "docker run -d \\ # in the background\n  nginx",
            "nginx: {x-detach: true, image: nginx}",
        ),
        (
            "docker\u{a0}run\u{a0}-d nginx",
            "nginx: {x-detach: true, image: nginx}",
        ),
        ("docker run \\\n nginx \\", "nginx: {image: nginx}"),
        (
            "docker run --name we\\\nb nginx",
            "web: {container_name: web, image: nginx}",
        ),
    ]);
}

#[test]
fn text_and_commands_around_it() {
    assert_reads(&[
        (
            "docker pull x\ndocker network create web\ndocker run nginx\ndocker build .",
            "nginx: {image: nginx}",
        ),
        (
            "docker rm -f web || true; docker run nginx && docker logs web",
            "nginx: {image: nginx}",
        ),
        (
            "docker run nginx > /dev/null 2>&1 &",
            "nginx: {image: nginx}",
        ),
        (
            "docker run -i nginx < in.txt | tee out",
            "nginx: {stdin_open: true, image: nginx}",
        ),
        (
            "if [ -z \"$X\" ]; then docker run nginx; fi",
            "nginx: {image: nginx}",
        ),
        (
            "for i in 1 2; do\n  docker run -d nginx\ndone",
            "nginx: {x-detach: true, image: nginx}",
        ),
        ("web() { docker run nginx; }", "nginx: {image: nginx}"),
        ("docker run nginx # the web server", "nginx: {image: nginx}"),
        (
            "# docker run it's-old\ndocker run nginx",
            "nginx: {image: nginx}",
        ),
        (
            "docker run a\ndocker run a\ndocker run --name a b",
            "a: {image: a}, a-2: {image: a}, a-3: {container_name: a, image: b}",
        ),
        (
            "Don't worry, run this:\n\n```bash\ndocker run nginx\n```\nIt's easy.",
            "nginx: {image: nginx}",
        ),
        (
            "Start `docker run -d nginx` and open the page.",
            "nginx: {x-detach: true, image: nginx}",
        ),
        (
            "Use `docker run` here.\ndocker run nginx",
            "nginx: {image: nginx}",
        ),
        (
            "The docker run command is nice.\n    docker run nginx",
            "nginx: {image: nginx}",
        ),
    ]);
}

#[test]
fn quotes_variables_and_placeholders() {
    assert_reads(&[
        (
            "docker run -v \"$(pwd)/my site\":/srv nginx",
            "nginx: {volumes: [$(pwd)/my site:/srv], image: nginx}",
        ),
        (
            "docker run -v \"$HOME/x\":/y -v `pwd`:/z nginx",
            "nginx: {volumes: [$HOME/x:/y, `pwd`:/z], image: nginx}",
        ),
        (
            "docker run -e 'PW=a$b' -e PX=c\\$d nginx",
            "nginx: {environment: {PW: a$$b, PX: c$$d}, image: nginx}",
        ),
        (
            "docker run -e \"A=say \\\"hi\\\"\" nginx",
            "nginx: {environment: {A: say \"hi\"}, image: nginx}",
        ),
        (
            "docker run $DOCKER_OPTS -it \"$IMAGE\" $@",
            "$IMAGE: {stdin_open: true, tty: true, image: $IMAGE, command: [$@]}",
        ),
        (
            "docker run --rm $(tty -s && echo -t) web",
            "web: {x-rm: true, image: web}",
        ),
        (
            "docker run --rm $(docker build -q .)",
            "$(docker build -q .): {x-rm: true, image: $(docker build -q .)}",
        ),
        ("docker run [OPTIONS] ... nginx", "nginx: {image: nginx}"),
        (
            "docker run --name <your name> <image>",
            "<your name>: {container_name: <your name>, image: <image>}",
        ),
        ("docker run $EXTRA_ARGS", "container: {}"),
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

#[test]
fn every_value_has_its_place() {
    let source = "docker run -dP --publish=80:80 -p \"90:90\" -e PW=\"s e\" \
                  --mount type=bind,src=/a,dst=/b \\\n  --privileged web:1 sh";
    let run = read(source);
    for (path, want) in [
        (vec!["x-detach"], "d"),
        (vec!["x-publish-all"], "P"),
        (vec!["ports", "0"], "80:80"),
        (vec!["ports", "1"], "90:90"),
        (vec!["environment", "PW"], "s e"),
        (vec!["volumes", "0", "source"], "/a"),
        (vec!["volumes", "0"], "type=bind,src=/a,dst=/b"),
        (vec!["privileged"], "--privileged"),
        (vec!["image"], "web:1"),
        (vec!["command", "0"], "sh"),
    ] {
        assert_eq!(place(source, &run, &path), want);
    }
    let Data::Mapping(entries) = &run.tree.node(run.lines[0].service).data else {
        panic!("a service is a mapping")
    };
    let keys: Vec<_> = entries
        .iter()
        .map(|entry| run.tree.node(entry.key).span.slice(source))
        .collect();
    let want = [
        "d",
        "P",
        "--publish",
        "-e",
        "--mount",
        "--privileged",
        "web:1",
        "sh",
    ];
    assert_eq!(keys, want);
}

#[test]
fn a_flag_can_be_added_and_cut() {
    for (source, added, cut) in [
        (
            "docker run -d nginx",
            "docker run -d --init nginx",
            "docker run nginx",
        ),
        (
            "docker run -d \\\n  nginx",
            "docker run -d \\\n  --init \\\n  nginx",
            "docker run \\\n  nginx",
        ),
        (
            "docker run -p 80:80 -- nginx",
            "docker run -p 80:80 --init -- nginx",
            "docker run -- nginx",
        ),
        (
            "docker run -itP nginx",
            "docker run -itP --init nginx",
            "docker run -tP nginx",
        ),
        (
            "docker run -p80:80 nginx x",
            "docker run -p80:80 --init nginx x",
            "docker run nginx x",
        ),
    ] {
        let run = read(source);
        let line = &run.lines[0];
        let at = line.insert_at.expect("an image") as usize;
        let mut text = source.to_owned();
        text.insert_str(at, &format!("--init{}", line.separator));
        assert_eq!(text, added);
        let mut text = source.to_owned();
        let first = line.flags[0].cut;
        text.replace_range(first.start as usize..first.end as usize, "");
        assert_eq!(text, cut);
    }
}

#[test]
fn problems_have_a_place_and_the_rest_is_read() {
    let unknown = |name: &str, meant: Option<&str>| What::UnknownFlag {
        name: name.into(),
        meant: meant.map(Into::into),
    };
    let dash = |meant: &str| What::WrongDash {
        meant: meant.into(),
    };
    let rows = [
        ("docker run", vec![(What::NoImage, "")], "container: {}"),
        (
            "docker run -d -p 80:80",
            vec![(What::NoImage, "")],
            "container: {x-detach: true, ports: [80:80]}",
        ),
        (
            "docker run -d \\\n",
            vec![(What::NoImage, "")],
            "container: {x-detach: true}",
        ),
        (
            "docker run -p",
            vec![
                (What::MissingValue { flag: "publish" }, "-p"),
                (What::NoImage, ""),
            ],
            "container: {}",
        ),
        (
            "docker run --pubish 80:80 web",
            vec![(unknown("--pubish", Some("--publish")), "--pubish")],
            "web: {ports: [80:80], image: web}",
        ),
        (
            "docker run --nmae=x web",
            vec![(unknown("--nmae", Some("--name")), "--nmae")],
            "x: {container_name: x, image: web}",
        ),
        (
            "docker run --frobnicate web",
            vec![(unknown("--frobnicate", None), "--frobnicate")],
            "web: {image: web}",
        ),
        (
            "docker run --frobnicate=1 web",
            vec![(unknown("--frobnicate", None), "--frobnicate")],
            "web: {image: web}",
        ),
        (
            "docker run -dz web",
            vec![(unknown("-z", None), "z")],
            "web: {x-detach: true, image: web}",
        ),
        (
            "docker run -name x web",
            vec![(dash("--name"), "-name")],
            "x: {container_name: x, image: web}",
        ),
        (
            "docker run –rm —name x –d web",
            vec![
                (dash("--rm"), "–rm"),
                (dash("--name"), "—name"),
                (dash("-d"), "–d"),
            ],
            "x: {x-rm: true, container_name: x, x-detach: true, image: web}",
        ),
        (
            "docker run -e \"A=b web\ndocker run c",
            vec![(What::OpenQuote, "\""), (What::NoImage, "")],
            "container: {environment: {A: b web}}, c: {image: c}",
        ),
        (
            "docker rnu -d web",
            vec![(
                What::UnknownCommand {
                    name: "rnu".into(),
                    meant: "run",
                },
                "rnu",
            )],
            "web: {x-detach: true, image: web}",
        ),
        ("  docker r\n", vec![(What::NoRunCommand, "docker r")], ""),
        (
            "docker rm web",
            vec![(What::NoRunCommand, "docker rm web")],
            "",
        ),
        (
            "hello there\n",
            vec![(What::NoRunCommand, "hello there")],
            "",
        ),
        ("", vec![], ""),
    ];
    for (source, problems, want) in rows {
        let run = read(source);
        let found: Vec<_> = run
            .problems
            .iter()
            .map(|it| (it.what.clone(), it.span.slice(source)))
            .collect();
        assert_eq!(found, problems, "{source}");
        assert_eq!(services(&run), want, "{source}");
    }
}

/// Every span fits the text.
fn check_spans(source: &str) {
    let run = read(source);
    let mut rest = vec![run.root];
    let fits = |span: cozydock::source::Span| {
        let range = span.start as usize..span.end as usize;
        assert!(source.get(range).is_some(), "{span:?} {source:?}");
    };
    while let Some(id) = rest.pop() {
        let node = run.tree.node(id);
        fits(node.span);
        match &node.data {
            Data::Sequence(items) => rest.extend(items),
            Data::Mapping(entries) => {
                rest.extend(entries.iter().flat_map(|entry| [entry.key, entry.value]));
            }
            _ => {}
        }
    }
    for line in &run.lines {
        fits(line.span);
        fits(line.name.span);
        line.flags.iter().for_each(|flag| fits(flag.cut));
        assert!(
            line.insert_at
                .is_none_or(|at| source.is_char_boundary(at as usize))
        );
    }
    run.problems.iter().for_each(|problem| fits(problem.span));
}

const PIECES: [&str; 56] = [
    "docker run ",
    "docker ",
    "run ",
    "-",
    "--",
    "–",
    "p",
    "e",
    "dit",
    " ",
    "=",
    "80:80",
    "\"",
    "'",
    "\\",
    "\n",
    "\r\n",
    "`",
    "^",
    "$",
    "${",
    "}",
    "$(",
    ")",
    "(",
    "é",
    "💡",
    "\u{a0}",
    "nginx",
    "--name ",
    "--mount ",
    "type=bind,",
    ",",
    "#",
    "<",
    ">",
    "&",
    "|",
    ";",
    "@",
    "[",
    "]",
    "--cap-add ",
    "--ulimit ",
    ":",
    "--publish=",
    "sudo ",
    "$ ",
    "> ",
    "--",
    "docker run -",
    "docker run --name '",
    "--read-only",
    "--log-opt ",
    "-e ",
    "\t",
];

proptest! {
    #[test]
    fn any_text_is_read(source in "\\PC*") {
        check_spans(&source);
    }

    #[test]
    fn any_mix_of_its_pieces_is_read(
        pieces in prop::collection::vec(prop::sample::select(&PIECES[..]), 0..40),
    ) {
        check_spans(&pieces.concat());
    }
}

#[test]
fn hostile_text_is_read_in_one_go() {
    let rows = [
        "docker run ".repeat(900_000),
        format!("docker run {}", "-p 1:1 ".repeat(1_400_000)),
        format!("docker run x {}", "a ".repeat(5_000_000)),
        format!("docker run {}", "a".repeat(10_000_000)),
        format!("docker run {}", "$(".repeat(100_000)),
        format!("docker run {}{}", "$(".repeat(100_000), ")".repeat(100_000)),
        "docker -H $(".repeat(100_000),
        format!("docker run {}", "\"$(".repeat(100_000)),
        "docker run \"\n".repeat(100_000),
        "docker run `\n".repeat(100_000),
        "docker run --name x y\n".repeat(100_000),
        "docker;".repeat(1_000_000),
        "/docker".repeat(1_000_000),
        format!("docker run {} x", "-e A=1 ".repeat(1_000_000)),
        format!("docker run --mount {}", "\",".repeat(1_000_000)),
        format!("docker run -{} x", "i".repeat(1_000_000)),
        "\\\n".repeat(1_000_000),
    ];
    for (number, source) in rows.iter().enumerate() {
        let start = std::time::Instant::now();
        let run = read(source);
        eprintln!("{number}: {:?}, {} lines", start.elapsed(), run.lines.len());
        assert!(start.elapsed().as_secs() < 20, "row {number}");
    }
}
