/** The system that the window stands on. */
const agent = typeof navigator === 'undefined' ? '' : navigator.userAgent;

export const isMac = /mac/i.test(agent);
export const isLinux = /linux/i.test(agent);
