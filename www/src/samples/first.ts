// What a first visit shows: a file as many people have it, with troubles of every size.

export const first = `FROM node:18
WORKDIR /app
COPY . .
RUN npm install
RUN apt-get update && apt-get install -y curl
ENV NODE_ENV=production
ENV DB_PASSWORD=hunter2-but-longer
EXPOSE 3000
CMD npm start
`;
