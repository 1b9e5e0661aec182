/** @file Imported before a command: ends it when the process that started it (scripts/lib/command.mjs) is gone. */
const parent = Number(process.env['LEAKSCOPE_PARENT'])
if (parent > 0)
  setInterval(() => {
    try {
      process.kill(parent, 0)
    } catch {
      process.exit(1)
    }
  }, 1000).unref()
