/** Where the service learns a territory's IANA zone. */
export abstract class TerritoryZones {
  abstract zoneOf(territory: string): Promise<string>;
}
