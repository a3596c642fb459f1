/** The part of Testcontainers that the recipe uses: runs the Dockerfile's command as a process. */
import { image, isHealthy, run, type Container } from './container.js';

type Waiting = (container: Container) => Promise<boolean>;

export const Wait = {
  forHealthCheck: (): Waiting => (container) => isHealthy(container, image.health),
};

export interface StartedTestContainer {
  getHost(): string;
  getMappedPort(port: number): number;
  stop(): Promise<void>;
}

export class GenericContainer {
  #ports: number[] = [];
  #environment: Record<string, string> = {};
  #isReady: Waiting | undefined;

  constructor(name: string) {
    if (name !== 'stuntdouble') throw new Error(`there is no image ${name}`);
  }

  withExposedPorts(...ports: number[]): this {
    const other = ports.find((port) => !image.ports.includes(port));
    if (other !== undefined) throw new Error(`the image exposes ${image.ports.join(', ')} and not ${other}`);
    this.#ports = ports;
    return this;
  }

  withEnvironment(environment: Record<string, string>): this {
    this.#environment = environment;
    return this;
  }

  withWaitStrategy(strategy: Waiting): this {
    this.#isReady = strategy;
    return this;
  }

  withStartupTimeout(milliseconds: number): this {
    if (!(milliseconds > 0)) throw new Error('no time to start');
    return this;
  }

  async start(): Promise<StartedTestContainer> {
    const container = await run(this.#environment);
    if (this.#isReady === undefined || !(await this.#isReady(container))) {
      await container.stop();
      throw new Error('the container is not healthy');
    }
    return {
      getHost: () => '127.0.0.1',
      getMappedPort: (port) => {
        if (!this.#ports.includes(port)) throw new Error(`the port ${port} is not exposed`);
        return Number(new URL(container.url).port);
      },
      stop: () => container.stop(),
    };
  }
}
