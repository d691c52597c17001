import { type Server, createServer } from 'node:http';
import { Controller, Get, Inject, Injectable, Res } from '@nestjs/common';
import type { FastifyReply } from 'fastify';
import { Gauge, type GaugeConfiguration, Registry, collectDefaultMetrics } from 'prom-client';
import { SERVICE } from './service-name.js';

/** What a process measures of itself, in Prometheus's text form: memory, processor and event loop, and what its parts add. */
@Injectable()
export class Metrics {
  private readonly registry = new Registry();

  constructor(@Inject(SERVICE) service: string) {
    this.registry.setDefaultLabels({ service });
    collectDefaultMetrics({ register: this.registry });
  }

  /** @param options name (`vigie_<what>_<unit>`), help and labels */
  gauge<Label extends string>(options: Omit<GaugeConfiguration<Label>, 'registers'>): Gauge<Label> {
    return new Gauge<Label>({ ...options, registers: [this.registry] });
  }

  async read(): Promise<{ type: string; text: string }> {
    return { type: this.registry.contentType, text: await this.registry.metrics() };
  }
}

@Controller()
export class MetricsController {
  constructor(private readonly metrics: Metrics) {}

  @Get('metrics')
  async read(@Res() reply: FastifyReply): Promise<void> {
    const { type, text } = await this.metrics.read();
    await reply.type(type).send(text);
  }
}

/** Serves /metrics apart from an application that everybody can reach. @returns the server, listening */
export async function serveMetricsApart(metrics: Metrics, at: { host: string; port: number }): Promise<Server> {
  const server = createServer((request, response) => {
    if (request.url !== '/metrics') return void response.writeHead(404).end();
    metrics.read().then(
      ({ type, text }) => response.writeHead(200, { 'content-type': type }).end(text),
      () => response.writeHead(500).end(),
    );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(at, () => resolve());
  });
  return server.unref();
}
