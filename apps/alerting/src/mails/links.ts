/** The addresses of the console's pages that mails point at. */
export class Links {
  private readonly base: string;

  /** @param publicUrl what a browser opens */
  constructor(publicUrl: string) {
    this.base = publicUrl.replace(/\/+$/, '');
  }

  platform(): string {
    return `${this.base}/`;
  }

  declare(): string {
    return `${this.base}/declare`;
  }

  advisory(facilityId: string, advisoryId: string): string {
    return `${this.base}/inbox/${facilityId}/${advisoryId}`;
  }

  /** @param facilityId null: the agency's own */
  webhooks(facilityId: string | null): string {
    return `${this.base}/webhooks${facilityId === null ? '' : `/${facilityId}`}`;
  }

  incident(incidentId: string): string {
    return `${this.base}/incidents/${incidentId}`;
  }
}
