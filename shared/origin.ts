/** The only origin the desk's page is ever served from; IPC senders and permissions are checked against it. */
export const ORIGIN = 'app://desk';
