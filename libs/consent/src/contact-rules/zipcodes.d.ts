declare module 'zipcodes' {
  /** A US ZIP code or Canadian postal area; the package ships no types of its own. */
  export interface ZipPlace {
    zip: string;
    latitude: number;
    longitude: number;
    city: string;
    state: string;
    country: string;
  }
  const zipcodes: { lookup(zip: string): ZipPlace | undefined };
  export default zipcodes;
}
