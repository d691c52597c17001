import { type BeforeApplicationShutdown, Inject, Injectable, type OnApplicationBootstrap } from '@nestjs/common';
import { MailProcessor } from './mail.processor.js';
import { MailQueue } from './mail.queue.js';
import { MailSweeper } from './mail.sweeper.js';
import { SmtpClient } from './smtp.client.js';

/** Begins to send when the service is complete, and finishes the mails under way before it ends. */
@Injectable()
export class MailLifecycle implements OnApplicationBootstrap, BeforeApplicationShutdown {
  constructor(
    @Inject(MailQueue) private readonly queue: MailQueue,
    @Inject(MailProcessor) private readonly processor: MailProcessor,
    @Inject(MailSweeper) private readonly sweeper: MailSweeper,
    @Inject(SmtpClient) private readonly smtp: SmtpClient,
  ) {}

  onApplicationBootstrap(): void {
    this.queue.work((mailId) => this.processor.process(mailId));
    this.sweeper.start();
  }

  async beforeApplicationShutdown(): Promise<void> {
    await this.sweeper.stop();
    await this.queue.close();
    this.smtp.close();
  }
}
