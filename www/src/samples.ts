// Files with troubles that people meet every day.

import type { Kind } from "../../pkg/cozydock.js";

/** One example for each kind that has a button. */
export const samples: Partial<Record<Kind, string>> = {
  dockerfile: `FROM node:16
WORKDIR /app
ENV DB_PASSWORD=hunter2-but-longer
COPY . .
RUN apt-get update
RUN apt-get install -y curl
RUN npm install
ADD https://example.com/tools/report.sh /usr/local/bin/report
RUN chmod 777 /usr/local/bin/report
EXPOSE 22 3000
CMD npm start
`,
  compose: `services:
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
  "docker-run": `docker run -d --name cache --privileged --network host \\
  -v /:/host \\
  -e API_TOKEN=hunter2-but-longer \\
  redis:latest
`,
};
