// Files as people have them.

export const dockerfile = `# syntax=docker/dockerfile:1
FROM node AS build
WORKDIR /src
COPY package*.json ./
RUN npm ci
COPY . .
RUN npm run build

FROM nginx:latest
RUN sudo apt-get update && sudo apt-get install -y curl
ENV ADMIN_PASSWORD=correct-horse-battery-staple
COPY --from=build /src/dist /usr/share/nginx/html
EXPOSE 80
`;

export const compose = `services:
  web:
    image: wordpress
    ports:
      - "8080:80"
    depends_on:
      - db
  db:
    image: mariadb:latest
    ports:
      - "3306:3306"
    environment:
      MARIADB_ROOT_PASSWORD: correct-horse-battery-staple
    volumes:
      - data:/var/lib/mysql
volumes:
  data:
`;

export const dockerRun = `docker run -d --name cache --privileged -p 6379:6379 redis:latest
`;

/** Emoji and accents before the places that count, and a line that must not move them. */
export const unicode = `# 🐳🐳 une image très légère, 日本語
FROM node AS build
LABEL note="🧸🧸🧸"
RUN echo "🐳" && sudo make install
ENV API_TOKEN=🔑correct-horse-battery
CMD ["node"]
`;
