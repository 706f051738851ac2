// Opens the database that an address names. docs/adr/0011-storage.md
import { mkdirSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, resolve } from "node:path";
import { Kysely, type SqliteDatabase, SqliteDialect } from "kysely";
import { migrate } from "./migrations.ts";
import type { Database, Tables } from "./tables.ts";

/** The database cannot be opened; the message says which, and why. */
export class DatabaseError extends Error {
  readonly code = "unusable";

  constructor(message: string, cause: unknown) {
    super(message, { cause });
    this.name = "DatabaseError";
  }
}

/** What both SQLite drivers offer beside what kysely needs. */
interface SqliteFile extends SqliteDatabase {
  exec(sql: string): unknown;
}
type OpenSqlite = new (path: string) => SqliteFile;

const FIRST_NODE_OF_BETTER_SQLITE3 = 22;

/** Opens it, and brings its tables up to date. The caller destroys it. @throws {DatabaseError} */
export async function openDatabase(url: string): Promise<Database> {
  const path = url.replace(/^sqlite:/, "");
  try {
    const database = new Kysely<Tables>({ dialect: new SqliteDialect({ database: openSqlite(path) }) });
    await migrate(database);
    return database;
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new DatabaseError(`cannot use the database ${path} (DATA_DIR, DATABASE_URL): ${why}`, error);
  }
}

function openSqlite(path: string): SqliteFile {
  if (path !== ":memory:") mkdirSync(dirname(resolve(path)), { recursive: true });
  const Sqlite = sqliteDriver();
  const file = new Sqlite(path);
  // What was acknowledged survives the death of the process; a power cut may take the last commits, which are sessions.
  file.exec("PRAGMA journal_mode = WAL");
  file.exec("PRAGMA synchronous = NORMAL");
  file.exec("PRAGMA busy_timeout = 5000");
  file.exec("PRAGMA foreign_keys = ON");
  return file;
}

/** better-sqlite3 where an operator installed it and this Node can run it (on Node 20 its 13.x crashes); else libsql. */
function sqliteDriver(): OpenSqlite {
  const require = createRequire(import.meta.url);
  const [major = "0"] = process.versions.node.split(".");
  const names = Number(major) >= FIRST_NODE_OF_BETTER_SQLITE3 ? ["better-sqlite3", "libsql"] : ["libsql"];
  let cause: unknown;
  for (const name of names) {
    try {
      return require(name) as OpenSqlite; // both export their class as the module
    } catch (error) {
      cause = error;
    }
  }
  throw new Error("there is no SQLite driver for this machine", { cause });
}
