// Six files as people have them, and as they could be.

import type { Doc } from "../input/workspace.ts";
import { first } from "./first.ts";

export interface Sample {
  title: string;
  before: Doc[];
  after: Doc[];
}

function file(name: string, text: string): Doc {
  return { name, kind: null, text };
}

const run = (text: string): Doc => ({ name: "", kind: "docker-run", text });

const ignore = file(".dockerignore", ".git\n.env*\nnode_modules\n*.pem\n*.key\n");

export const samples: readonly Sample[] = [
  {
    title: "A Node app",
    before: [file("Dockerfile", first)],
    after: [
      file(
        "Dockerfile",
        `# syntax=docker/dockerfile:1
FROM node:24-slim
WORKDIR /app
ENV NODE_ENV=production
COPY package.json package-lock.json ./
RUN npm ci --omit=dev && npm cache clean --force
COPY . .
USER node
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=3s CMD ["node", "health.js"]
CMD ["node", "server.js"]
`,
      ),
      ignore,
    ],
  },
  {
    title: "A Python app",
    before: [
      file(
        "Dockerfile",
        `FROM python:3.8
ADD . /app
WORKDIR /app
RUN apt-get update
RUN apt-get install -y gcc vim sudo
RUN pip install -r requirements.txt
RUN curl -k https://example.com/install.sh | bash
RUN chmod -R 777 /app
EXPOSE 22 8000
CMD python manage.py runserver 0.0.0.0:8000
`,
      ),
    ],
    after: [
      file(
        "Dockerfile",
        `# syntax=docker/dockerfile:1
FROM python:3.14-slim
WORKDIR /app
RUN useradd --create-home --uid 10001 app
COPY requirements.txt ./
RUN pip install --no-cache-dir -r requirements.txt
COPY . .
USER app
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s CMD ["python", "health.py"]
CMD ["gunicorn", "--bind", "0.0.0.0:8000", "app.wsgi"]
`,
      ),
      file(".dockerignore", ".git\n.env*\n.venv\n__pycache__\n*.pem\n*.key\n"),
    ],
  },
  {
    title: "A Go program, built in stages",
    before: [
      file(
        "Dockerfile",
        `FROM golang:latest as build
COPY . /src
WORKDIR /src
RUN go get ./... && go build -o /server ./cmd/server

FROM ubuntu:18.04
RUN apt-get update && apt-get install -y ca-certificates curl git
COPY --from=build / /
USER root
ENTRYPOINT /server
`,
      ),
    ],
    after: [
      file(
        "Dockerfile",
        `# syntax=docker/dockerfile:1
FROM golang:1.26 AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -o /server ./cmd/server

FROM gcr.io/distroless/static-debian13:nonroot
COPY --from=build /server /server
USER nonroot
EXPOSE 8080
HEALTHCHECK --interval=30s --timeout=3s CMD ["/server", "-health"]
ENTRYPOINT ["/server"]
`,
      ),
      file(".dockerignore", ".git\n.env*\n*.pem\n*.key\n"),
    ],
  },
  {
    title: "A website with its database",
    before: [
      file(
        "compose.yaml",
        `version: "3"
services:
  web:
    image: nginx
    ports:
      - "80:80"
    volumes:
      - /var/run/docker.sock:/var/run/docker.sock
  shop:
    build: ./shop
    privileged: true
    environment:
      DB_PASSWORD: hunter2-but-longer
    depends_on:
      - db
  db:
    image: postgres:11
    ports:
      - "5432:5432"
    environment:
      POSTGRES_PASSWORD: hunter2-but-longer
`,
      ),
    ],
    after: [
      file(
        "compose.yaml",
        `x-careful: &careful
  restart: unless-stopped
  security_opt: ["no-new-privileges:true"]
  cap_drop: [ALL]
  read_only: true
  logging:
    driver: local
    options: { max-size: 10m, max-file: "3" }

services:
  web:
    <<: *careful
    image: nginxinc/nginx-unprivileged:1.31-alpine
    ports:
      - "127.0.0.1:8080:8080"
    tmpfs: [/tmp]
    networks: [front]
    mem_limit: 256m
    cpus: 0.5
    pids_limit: 100
    healthcheck:
      test: ["CMD", "wget", "--spider", "-q", "http://127.0.0.1:8080/"]
  shop:
    <<: *careful
    build: ./shop
    user: "10001:10001"
    tmpfs: [/tmp]
    networks: [front, back]
    secrets: [db_password]
    environment:
      DB_PASSWORD_FILE: /run/secrets/db_password
    mem_limit: 512m
    cpus: 1
    pids_limit: 200
    healthcheck:
      test: ["CMD", "node", "health.js"]
    depends_on:
      db:
        condition: service_healthy
  db:
    <<: *careful
    image: postgres:18
    user: postgres
    tmpfs: [/tmp, /var/run/postgresql]
    volumes:
      - data:/var/lib/postgresql
    networks: [back]
    secrets: [db_password]
    environment:
      POSTGRES_PASSWORD_FILE: /run/secrets/db_password
    mem_limit: 1g
    cpus: 1
    pids_limit: 200
    healthcheck:
      test: ["CMD", "pg_isready", "-U", "postgres"]

networks:
  front:
  back:
    internal: true
volumes:
  data:
secrets:
  db_password:
    file: ./secrets/db_password.txt
`,
      ),
    ],
  },
  {
    title: "A docker run line",
    before: [
      run(`docker run -d --name cache --privileged --network host \\
  -v /:/host \\
  -e API_TOKEN=hunter2-but-longer \\
  redis:latest
`),
    ],
    after: [
      run(`docker run -d --name cache --restart unless-stopped \\
  --user redis --read-only --tmpfs /tmp \\
  --cap-drop ALL --security-opt no-new-privileges \\
  --memory 256m --cpus 0.5 --pids-limit 100 \\
  --network backend \\
  --log-driver local --log-opt max-size=10m \\
  --health-cmd 'redis-cli ping' \\
  -v cache-data:/data \\
  redis:8.4
`),
    ],
  },
  {
    title: "A file with secrets",
    before: [
      file(
        "Dockerfile",
        `FROM node:24-slim
ARG NPM_TOKEN
ENV AWS_SECRET_ACCESS_KEY=hunter2-but-forty-characters-long-or-so
WORKDIR /app
COPY .env id_rsa ./
RUN git clone https://bot:hunter2-but-longer@git.example.com/shop.git
RUN echo "//registry.npmjs.org/:_authToken=$NPM_TOKEN" > .npmrc && npm ci && rm .npmrc
COPY . .
USER node
CMD ["node", "server.js"]
`,
      ),
    ],
    after: [
      file(
        "Dockerfile",
        `# syntax=docker/dockerfile:1
FROM node:24-slim
WORKDIR /app
COPY package.json package-lock.json ./
RUN --mount=type=secret,id=npmrc,target=/root/.npmrc npm ci --omit=dev && npm cache clean --force
COPY . .
USER node
HEALTHCHECK --interval=30s --timeout=3s CMD ["node", "health.js"]
CMD ["node", "server.js"]
`,
      ),
      ignore,
    ],
  },
];
