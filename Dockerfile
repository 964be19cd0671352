# One image for the gateway and every department; the compose file says which of them a container runs.
FROM node:24-slim
WORKDIR /chung-tay
COPY package.json package-lock.json .npmrc ./
RUN npm ci --omit=dev
COPY gateway gateway
COPY shared shared
COPY subgraphs subgraphs
RUN mkdir -p /var/lib/chung-tay && chown node:node /var/lib/chung-tay
USER node
CMD ["npm", "run", "start:gateway"]
