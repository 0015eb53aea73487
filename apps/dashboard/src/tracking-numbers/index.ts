export { TrackingNumberList } from './TrackingNumberList';
