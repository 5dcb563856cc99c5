//! What stands around a command when people paste it.

use super::assert_reads;

#[test]
fn prompts_and_prefixes() {
    assert_reads(&[
        ("$ docker run nginx", "nginx: {image: nginx}"),
        ("# docker run nginx", "nginx: {image: nginx}"),
        ("> docker run nginx", "nginx: {image: nginx}"),
        (
            "$ docker run nginx\nabc\n# docker run redis",
            "nginx: {image: nginx}, redis: {image: redis}",
        ),
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
