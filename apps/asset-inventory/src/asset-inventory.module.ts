import { type DynamicModule, Module } from '@nestjs/common';
import { DatabaseModule, IdempotencyExpiry, UploadExpiry } from '#libs/database';
import { MessagingModule } from '#libs/messaging';
import { AssetController } from './assets/asset.controller.js';
import { AssetService } from './assets/asset.service.js';
import type { InventoryConfig } from './config.js';
import { CsafController } from './csaf/csaf.controller.js';
import { CsafReaderModule } from './csaf/csaf.module.js';
import { CsafService } from './csaf/csaf.service.js';
import { ExposureController } from './exposure/exposure.controller.js';
import { ExposureService } from './exposure/exposure.service.js';
import { ImportController } from './imports/import.controller.js';
import { ImportService } from './imports/import.service.js';
import { ProductController } from './products/product.controller.js';
import { ProductFinder } from './products/product.finder.js';
import { ProductKeys } from './products/product-keys.js';
import { UploadController } from './uploads/upload.controller.js';
import { UploadService } from './uploads/upload.service.js';

@Module({
  controllers: [
    UploadController,
    ImportController,
    AssetController,
    ProductController,
    CsafController,
    ExposureController,
  ],
  providers: [
    UploadService,
    UploadExpiry,
    ImportService,
    AssetService,
    CsafService,
    ExposureService,
    ProductKeys,
    ProductFinder,
    IdempotencyExpiry,
  ],
})
export class AssetInventoryModule {
  static with(config: InventoryConfig): DynamicModule {
    const { databaseUrl: url, databasePool: poolSize } = config;
    return {
      module: AssetInventoryModule,
      imports: [
        DatabaseModule.forService({ url, poolSize, service: 'asset-inventory' }),
        MessagingModule.forService({ service: 'asset-inventory', nats: config }),
        CsafReaderModule,
      ],
    };
  }
}
