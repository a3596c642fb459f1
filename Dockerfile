# Built with the development tools, run with Node alone: dist/ needs no node_modules.
FROM node:24-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN node scripts/build.mjs

FROM node:24-slim
LABEL org.opencontainers.image.title="stuntdouble" \
      org.opencontainers.image.description="A stateful stand-in for vendor HTTP APIs" \
      org.opencontainers.image.licenses="MIT"
ENV NODE_ENV=production
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/dist ./dist
COPY --from=build /app/specs ./specs
COPY --from=build /app/fixtures ./fixtures
COPY --from=build /app/LICENSE /app/THIRD-PARTY-NOTICES ./
USER node
EXPOSE 4010
# The control side stays on the container's own loopback, which is where the health check runs.
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s --retries=3 \
  CMD ["node", "-e", "fetch('http://127.0.0.1:' + (process.env.STUNTDOUBLE_CONTROL_PORT || 4011) + '/health/ready').then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["node", "dist/cli.cjs"]
CMD ["serve", "--host", "0.0.0.0"]
