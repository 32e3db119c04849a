using System.Diagnostics;
using System.Globalization;

namespace Quartermaster.App.Benchmarks.Online;

/// <summary>The ledger's two tasks in PostgreSQL, for comparison: a row per product at its center, transactions that
/// are on disk when they are answered, its own load generator (pgbench).</summary>
/// <remarks>Its own defaults but for 1 GB of buffers and room for the log. Rows are locked in order, so that nothing
/// deadlocks. It keeps no history of movements: less than the ledger keeps.</remarks>
internal sealed class PostgresPeer
{
    private const int UpdatesPerCall = 1_000;
    private const int Callers = 64;
    private const int Seconds = 5;

    // Of 1,000 draws so skewed, 979 are different: counted by the database over 200 calls.
    private const double DistinctShare = 0.979;

    private const string Tables = """
        CREATE TABLE stock (product int PRIMARY KEY, center int, units int, held int, sequence bigint);
        INSERT INTO stock SELECT p, 1 + p % 64, 1000000, 0, 0 FROM generate_series(1, 1000000) p;
        CREATE TABLE slots (center int PRIMARY KEY, claimed bigint);
        INSERT INTO slots SELECT c, 0 FROM generate_series(1, 64) c;
        CREATE TABLE orders (id bigserial PRIMARY KEY, products int[], state int);
        CREATE FUNCTION place(wanted int[]) RETURNS bigint LANGUAGE plpgsql AS $$
        DECLARE held_now int; made bigint;
        BEGIN
          WITH rows AS (SELECT product FROM stock WHERE product = ANY(wanted) AND units >= 1 ORDER BY 1 FOR UPDATE)
          UPDATE stock s SET units = units - 1, held = held + 1 FROM rows WHERE s.product = rows.product;
          GET DIAGNOSTICS held_now = ROW_COUNT;
          IF held_now < (SELECT count(DISTINCT p) FROM unnest(wanted) p) THEN RAISE EXCEPTION 'not enough'; END IF;
          UPDATE slots SET claimed = claimed + held_now WHERE center = 1 + wanted[1] % 64;
          INSERT INTO orders (products, state) VALUES (wanted, 2) RETURNING id INTO made;
          RETURN made;
        END $$;
        VACUUM ANALYZE stock;
        CHECKPOINT;
        """;

    private const string Update = """
        WITH u AS (SELECT DISTINCT least(1000000, 1 + (1000000 * random() ^ 3)::int) AS product
            FROM generate_series(1, 1000)),
          l AS (SELECT s.product FROM stock s JOIN u USING (product) ORDER BY 1 FOR UPDATE OF s)
        UPDATE stock s SET units = 1000000, sequence = sequence + 1 FROM l WHERE s.product = l.product;
        """;

    private const string Place = """
        SELECT place(ARRAY(SELECT least(1000000, 1 + (1000000 * random() ^ 3)::int)
            FROM generate_series(1, 1 + (random() * 3)::int)));
        """;

    private readonly string _programs;
    private readonly string _folder;

    private PostgresPeer(string programs, string folder) => (_programs, _folder) = (programs, folder);

    /// <summary>Measures it where it is installed; says so where it is not.</summary>
    internal static IEnumerable<Figure> Run(string folder)
    {
        var programs = Directory.Exists("/usr/lib/postgresql")
            ? Directory.GetDirectories("/usr/lib/postgresql").Select(version => Path.Combine(version, "bin"))
                .Where(bin => File.Exists(Path.Combine(bin, "pgbench"))).Order().LastOrDefault() : null;
        if (programs is null)
        {
            yield return new(
                "ledger", "PostgreSQL is not here to compare with: apt-get install postgresql", 0, "", 0, 1);
            yield break;
        }

        var peer = new PostgresPeer(programs, folder);
        using var server = peer.Start();
        try
        {
            peer.Sql("tables.sql", Tables);
            yield return new("ledger", $"PostgreSQL: inventory updates, {UpdatesPerCall:N0} a transaction, 16 callers",
                peer.Bench("update.sql", Update, 16) * UpdatesPerCall * DistinctShare, "updates/s", 0, 1);
            yield return new("ledger",
                $"PostgreSQL: orders of 1 to 4 lines and a picking slot, {Callers} callers",
                peer.Bench("place.sql", Place, Callers), "orders/s", 0, 1);
        }
        finally
        {
            peer.Do("pg_ctl", "stop", "-D", peer.PathOf("data"), "-m", "fast");
            server.WaitForExit();
        }
    }

    private Process Start()
    {
        Directory.CreateDirectory(_folder);
        if (Environment.UserName == "root")
        {
            Process.Start("chown", ["postgres", _folder]).WaitForExit();
        }

        Do("initdb", "-D", PathOf("data"), "-A", "trust", "-U", "bench", "--no-sync");
        var server = Begin("postgres", "-D", PathOf("data"), "-k", _folder, "-c", "listen_addresses=",
            "-c", "shared_buffers=1GB", "-c", "max_wal_size=8GB", "-c", "logging_collector=on");
        for (var tries = 0; tries < 100 && Exit("pg_isready", "-h", _folder) != 0; tries++)
        {
            Task.Delay(100).Wait();
        }

        return server;
    }

    private void Sql(string name, string text) =>
        Do("psql", "-h", _folder, "-U", "bench", "-d", "postgres", "-q", "-v", "ON_ERROR_STOP=1", "-f",
            Write(name, text));

    private double Bench(string name, string text, int callers)
    {
        var output = Do("pgbench", "-h", _folder, "-U", "bench", "-n", "-M", "prepared", "-c", $"{callers}", "-j", "2",
            "-T", $"{Seconds}", "-f", Write(name, text), "postgres");
        var line = output.Split('\n').First(part => part.StartsWith("tps = ", StringComparison.Ordinal));
        return double.Parse(line.Split(' ')[2], CultureInfo.InvariantCulture);
    }

    private static string Write(string name, string text)
    {
        var path = Path.Combine(Path.GetTempPath(), $"qm-{Environment.ProcessId}-{name}");
        File.WriteAllText(path, text);
        return path;
    }

    private string PathOf(string name) => Path.Combine(_folder, name);

    private string Do(string program, params string[] words)
    {
        using var process = Begin(program, words);
        var (output, errors) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        process.WaitForExit();
        return process.ExitCode == 0 ? output.Result
            : throw new InvalidOperationException($"{program} ended with {process.ExitCode}: {errors.Result}");
    }

    private int Exit(string program, params string[] words)
    {
        using var process = Begin(program, words);
        process.WaitForExit();
        return process.ExitCode;
    }

    // It refuses to run as root.
    private Process Begin(string program, params string[] words)
    {
        var path = Path.Combine(_programs, program);
        var start = Environment.UserName == "root"
            ? new ProcessStartInfo("runuser", ["-u", "postgres", "--", path, .. words])
            : new ProcessStartInfo(path, words);
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;
        start.WorkingDirectory = "/";
        return Process.Start(start)!;
    }
}
