import { serve } from "@hono/node-server";
import { createApp } from "./app.ts";
import { openShop } from "./open-shop.ts";

const { DATABASE_URL, DATA_FOLDER = "data", PORT = "3000" } = process.env;
const shop = await openShop({ url: DATABASE_URL, folder: DATA_FOLDER });
const server = serve({ fetch: createApp(shop).fetch, port: Number(PORT) }, ({ port }) => {
  console.log(`listening on http://localhost:${port}`);
});

for (const signal of ["SIGINT", "SIGTERM"]) {
  process.once(signal, () => server.close(() => shop.db.close()));
}
