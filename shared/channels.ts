/** The two channels of the bridge. One for all requests, one for all events: the page can reach nothing else by name. */
export const REQUEST_CHANNEL = 'desk:request';
export const EVENT_CHANNEL = 'desk:event';
