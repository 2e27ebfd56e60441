import { expect } from "chai";
import * as fs from "node:fs";
import * as path from "node:path";

import { Image, ensureImages } from "../../../embedded/images";
import { silentProgress } from "../../../embedded/progress";
import { Container } from "./container";
import { temporaryFolder } from "./support";

describe("the PostgreSQL image", function () {
    this.timeout(180_000);
    let image: Image;
    let folder: string;
    let running: Container | undefined;

    before(async () => {
        image = (await ensureImages(["postgres"], silentProgress)).get("postgres")!;
    });

    beforeEach(() => {
        folder = temporaryFolder();
        for (const [name, owner] of Object.entries({ data: 999, secrets: 0 })) {
            fs.mkdirSync(path.join(folder, name));
            fs.chownSync(path.join(folder, name), owner, owner);
        }
        setPassword("secret");
        setPassword("saffron", "owner");
    });

    afterEach(async () => {
        await running?.stop("SIGKILL");
        fs.rmSync(folder, { recursive: true });
    });

    const setPassword = (password: string, file = "password") => {
        fs.writeFileSync(path.join(folder, "secrets", file), password);
    };

    const start = async (env: Record<string, string> = {}) => {
        running = await Container.start({
            image,
            folder,
            env: {
                POSTGRES_DB: "recipes",
                POSTGRES_USER: "cook",
                POSTGRES_PASSWORD_FILE: "/secrets/password",
                POSTGRES_OWNER: "chef",
                POSTGRES_OWNER_PASSWORD_FILE: "/secrets/owner",
                ...env,
            },
            volumes: {
                "/var/lib/postgresql/data": path.join(folder, "data"),
                "/secrets": path.join(folder, "secrets"),
            },
        });
        return running;
    };

    const queryAs = (user: string, container: Container, password: string, sql: string) =>
        container.exec(
            ["psql", "--host=127.0.0.1", `--username=${user}`, "--no-align", "--tuples-only", "-c", sql, "recipes"],
            {
                PGPASSWORD: password,
            },
        );
    const query = (container: Container, password: string, sql: string) => queryAs("cook", container, password, sql);
    const own = (container: Container, sql: string) => queryAs("chef", container, "saffron", sql);

    it("lets the role in with its password over TCP, and nobody otherwise", async () => {
        const container = await start();
        await container.ready();
        expect(query(container, "secret", "SELECT current_user")).to.equal("cook\n");
        expect(() => query(container, "wrong", "SELECT 1")).to.throw("password authentication failed");
        const superuser = ["psql", "--host=127.0.0.1", "--username=postgres", "-c", "SELECT 1"];
        expect(() => container.exec(superuser, { PGPASSWORD: "" })).to.throw("no password supplied");
        expect(container.exec(["psql", "-Atc", "SELECT current_user"])).to.equal("postgres\n");
        expect(container.output).to.not.contain("secret");
    });

    it("keeps what was confirmed through a power cut, and writes to the disk", async () => {
        const container = await start();
        await container.ready();
        expect(query(container, "secret", "SHOW fsync")).to.equal("on\n");
        expect(query(container, "secret", "SHOW data_checksums")).to.equal("on\n");
        own(container, "CREATE TABLE recipe AS SELECT generate_series(1, 1000) AS id");
        await container.stop("SIGKILL");
        const again = await start();
        await again.ready();
        expect(query(again, "secret", "SELECT count(*) FROM recipe")).to.equal("1000\n");
    });

    const changes = [
        "ALTER TABLE recipe ADD COLUMN stars integer",
        "DROP TABLE recipe",
        "TRUNCATE recipe",
        "CREATE INDEX ON recipe (id)",
        "CREATE TABLE other ()",
        "CREATE SCHEMA other",
        "CREATE TRIGGER t BEFORE INSERT ON recipe EXECUTE FUNCTION suppress_redundant_updates_trigger()",
        "SET ROLE chef",
        "ALTER ROLE chef PASSWORD 'mine'",
    ];

    const expectRolesApart = (container: Container) => {
        for (const sql of changes) {
            expect(() => query(container, "secret", sql), sql).to.throw(/permission denied|must be owner/);
        }
        query(container, "secret", "INSERT INTO recipe (title) VALUES ('soup'), ('stew')");
        query(container, "secret", "UPDATE recipe SET title = 'pie' WHERE title = 'stew'");
        query(container, "secret", "DELETE FROM recipe WHERE title = 'soup'");
        expect(query(container, "secret", "SELECT title FROM recipe ORDER BY id DESC LIMIT 1")).to.equal("pie\n");
        own(container, "ALTER TABLE recipe ADD COLUMN stars integer");
        query(container, "secret", "UPDATE recipe SET stars = 5");
    };

    it("lets the app's role read and write what the owner has made, and change nothing of the schema", async () => {
        const container = await start();
        await container.ready();
        own(container, "CREATE TABLE recipe (id serial PRIMARY KEY, title text)");
        expectRolesApart(container);
        expect(() => own(container, "CREATE ROLE third")).to.throw("permission denied");
        expect(() => queryAs("chef", container, "secret", "SELECT 1")).to.throw("password authentication failed");
        expect(container.output).to.not.match(/secret|saffron/);
    });

    it("parts the roles in data of before, when all of it belonged to the app's role, and lets nothing go lost", async () => {
        const first = await start();
        await first.ready();
        for (const sql of [
            "ALTER DATABASE recipes OWNER TO cook",
            "DROP OWNED BY cook, chef",
            "DROP ROLE chef",
            "CREATE TABLE recipe (id serial PRIMARY KEY, title text)",
            "INSERT INTO recipe (title) VALUES ('bread')",
            "CREATE VIEW titles AS SELECT title FROM recipe",
            "CREATE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'",
            "ALTER TABLE recipe OWNER TO cook",
            "ALTER VIEW titles OWNER TO cook",
            "ALTER FUNCTION one() OWNER TO cook",
        ]) {
            first.exec(["psql", "-v", "ON_ERROR_STOP=1", "-c", sql, "recipes"]);
        }
        query(first, "secret", "ALTER TABLE recipe ADD COLUMN before integer");
        await first.stop("SIGKILL");
        for (const time of ["first", "second"]) {
            const again = await start();
            await again.ready();
            expect(query(again, "secret", "SELECT title, one() FROM titles LIMIT 1"), time).to.equal("bread|1\n");
            if (time === "first") expectRolesApart(again);
            const owned = "SELECT count(*) FROM pg_class WHERE relowner = 'cook'::regrole";
            expect(query(again, "secret", owned)).to.equal("0\n");
            own(again, "CREATE OR REPLACE FUNCTION one() RETURNS integer LANGUAGE sql AS 'SELECT 1'");
            await again.stop("SIGINT");
        }
    });

    it("has what the app needs: extension, time zones, text search", async () => {
        const container = await start();
        await container.ready();
        own(container, "CREATE EXTENSION pg_trgm");
        expect(query(container, "secret", "SELECT 'apple' % 'aple'")).to.equal("t\n");
        expect(
            query(container, "secret", "SELECT '2026-07-01T12:00Z'::timestamptz AT TIME ZONE 'Europe/Vienna'"),
        ).to.equal("2026-07-01 14:00:00\n");
        expect(query(container, "secret", "SELECT to_tsvector('recipes')")).to.equal("'recip':1\n");
    });

    it("shuts down at once and cleanly on its stop signal, with clients connected", async () => {
        const container = await start();
        await container.ready();
        const client = container.execInBackground(["psql", "-c", "SELECT pg_sleep(60)"]);
        const sleeping = "SELECT 1 / count(*) FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)'";
        await container.ready(["psql", "-c", sleeping]);
        expect(await container.stop("SIGINT"), container.output).to.equal(0);
        expect(await client).to.contain("terminating connection due to administrator command");
        expect(container.output).to.contain("database system is shut down");
    });

    it("takes a changed password at the next start, whatever is in it", async () => {
        const first = await start();
        await first.ready();
        await first.stop("SIGINT");
        const odd = `it's "odd" \\ $HOME; DROP ROLE cook; -- ü`;
        setPassword(odd + "\n");
        setPassword(odd + "$do$", "owner");
        const second = await start();
        await second.ready();
        expect(query(second, odd, "SELECT 1")).to.equal("1\n");
        expect(queryAs("chef", second, odd + "$do$", "SELECT 1")).to.equal("1\n");
        expect(() => query(second, "secret", "SELECT 1")).to.throw("password authentication failed");
        expect(second.output).to.not.contain("DROP ROLE");
    });

    it("begins anew when its first start was cut short, at whatever point", async () => {
        for (const moment of [
            /creating directory/,
            /bootstrap script/,
            /post-bootstrap/,
            /syncing data/,
            /checkpoint starting/,
        ]) {
            const interrupted = await start();
            await interrupted.waitForOutput(moment);
            await interrupted.stop("SIGKILL");
            const container = await start();
            await container.ready();
            expect(query(container, "secret", "SELECT 1"), String(moment)).to.equal("1\n");
            expect(fs.readdirSync(path.join(folder, "data"))).to.deep.equal(["pgdata"]);
            await container.stop("SIGKILL");
            fs.rmSync(path.join(folder, "data/pgdata"), { recursive: true });
        }
    });

    it("says what is wrong with its settings, and leaves data alone that it cannot read", async () => {
        const missing = await start({ POSTGRES_PASSWORD_FILE: "/secrets/none" });
        expect(await missing.ended()).to.equal(1);
        expect(missing.output).to.contain("/secrets/none cannot be read");

        setPassword("two\nlines");
        const lines = await start();
        expect(await lines.ended()).to.equal(1);
        expect(lines.output).to.contain("one line each");

        setPassword("secret");
        for (const [env, problem] of [
            [
                { POSTGRES_OWNER_PASSWORD_FILE: "/secrets/none" },
                "POSTGRES_OWNER_PASSWORD_FILE: /secrets/none cannot be",
            ],
            [{ POSTGRES_OWNER: "" }, "POSTGRES_OWNER"],
            [{ POSTGRES_OWNER: "cook" }, "are both cook: name two roles"],
            [{ POSTGRES_OWNER: "postgres" }, "must not be postgres"],
            [{ POSTGRES_USER: "postgres" }, "must not be postgres"],
        ] as const) {
            const refused = await start(env);
            expect(await refused.ended(), problem).to.be.greaterThan(0);
            expect(refused.output).to.contain(problem);
        }

        fs.mkdirSync(path.join(folder, "data/pgdata"));
        fs.writeFileSync(path.join(folder, "data/pgdata/PG_VERSION"), "13\n");
        const old = await start();
        expect(await old.ended()).to.equal(1);
        expect(old.output).to.contain("was written by PostgreSQL 13");
        expect(fs.readdirSync(path.join(folder, "data/pgdata"))).to.deep.equal(["PG_VERSION"]);
    });

    it("says that the role's name changed since the data was made", async () => {
        const first = await start();
        await first.ready();
        await first.stop("SIGINT");
        const second = await start({ POSTGRES_USER: "baker" });
        expect(await second.ended()).to.equal(1);
        expect(second.output).to.contain('role "baker" does not exist').and.contain("made at the first start");
    });
});
