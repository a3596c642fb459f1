# Built with the development tools, run with Node alone: dist/ needs no node_modules.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs

FROM node:24-slim
LABEL org.opencontainers.image.title="stuntdouble" \
      org.opencontainers.image.description="A stateful test server for HTTP APIs" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/dist ./dist
COPY --from=build /app/specs ./specs
COPY --from=build /app/fixtures ./fixtures
COPY --from=build /app/LICENSE /app/THIRD-PARTY-NOTICES ./
# For a volume that receives the certificate of the authority (--tls-ca): it gets the owner of this directory.
RUN mkdir /tls && chown node:node /tls
USER node
EXPOSE 4010
# Asks the vendors' port, by the flags of the first process: the control side may be off, or on another port.
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "dist/cli.cjs", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "dist/cli.cjs"]
CMD ["serve", "--host", "0.0.0.0"]
