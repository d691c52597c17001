import { Global, Inject, Injectable, Module, type OnApplicationShutdown } from '@nestjs/common';
import { CsafReader } from './csaf-reader.js';

/** Ends the reading process with the service. */
@Injectable()
class CsafLifecycle implements OnApplicationShutdown {
  constructor(@Inject(CsafReader) private readonly reader: CsafReader) {}

  onApplicationShutdown(): void {
    this.reader.close();
  }
}

@Global()
@Module({
  providers: [{ provide: CsafReader, useFactory: () => new CsafReader() }, CsafLifecycle],
  exports: [CsafReader],
})
export class CsafReaderModule {}
