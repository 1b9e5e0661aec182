/**
 * Address of the folder that the app lies in, for a worker. The build names nothing from the root, and its workers
 * lie one folder down (`assets/`); where a base is given, as in development, that is the folder.
 */
export const APP_FOLDER = new URL(
  import.meta.env.BASE_URL === './' ? '../' : import.meta.env.BASE_URL,
  self.location.href,
).href
