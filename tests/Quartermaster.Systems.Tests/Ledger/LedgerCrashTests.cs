using System.Diagnostics;
using System.Globalization;
using System.Text;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Xunit;

namespace Quartermaster.Systems.Tests.Ledger;

/// <summary>A real process is killed (SIGKILL) at chance instants; what it acknowledged is there, and whole.</summary>
public sealed class LedgerCrashTests
{
    private const int Kills = 24;

    [Fact]
    public void Every_acknowledged_order_survives_a_kill_and_none_is_half_there()
    {
        var folder = Directory.CreateTempSubdirectory("qm-ledger-kill-");
        try
        {
            var (file, acknowledged) = (Path.Combine(folder.FullName, "ledger"), new HashSet<ulong>());
            for (var kill = 0; kill < Kills; kill++)
            {
                var wait = (int)(KeyedRandom.Uniform(1, 2, 3, (ulong)kill) * 150);
                acknowledged.UnionWith(RunAndKill(file, first: (ulong)kill * 10_000_000, wait));
                Check(file, acknowledged, numbersTried: kill + 1);
            }

            Assert.True(acknowledged.Count > 1_000, $"Only {acknowledged.Count} orders were placed before the kills.");
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static List<ulong> RunAndKill(string file, ulong first, int waitMilliseconds)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment[LedgerChild.FileVariable] = file;
        start.Environment[LedgerChild.FirstVariable] = first.ToString(CultureInfo.InvariantCulture);
        foreach (var argument in (string[])["-explicit", "only", "-class", typeof(LedgerChild).FullName!, "-noLogo"])
        {
            start.ArgumentList.Add(argument);
        }

        using var child = Process.Start(start)!;
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        using var tooLate = limit.Token.Register(child.Kill);
        var errors = child.StandardError.ReadToEndAsync();

        // The first answer says that it is at work; then the kill may fall anywhere.
        var text = new StringBuilder();
        while (child.StandardOutput.ReadLine() is { } line && text.Append(line).Append('\n') is not null
            && !line.StartsWith(LedgerChild.Mark, StringComparison.Ordinal))
        {
        }

        Task.Delay(waitMilliseconds).Wait();
        child.Kill();
        text.Append(child.StandardOutput.ReadToEnd());
        child.WaitForExit();

        // A line without its end was cut by the kill.
        var lines = text.ToString();
        var numbers = lines[..(lines.LastIndexOf('\n') + 1)].Split('\n')
            .Where(line => line.StartsWith(LedgerChild.Mark, StringComparison.Ordinal))
            .Select(line => ulong.Parse(line.AsSpan(LedgerChild.Mark.Length), CultureInfo.InvariantCulture))
            .ToList();
        Assert.True(numbers.Count > 0, $"The child placed nothing: {lines} {errors.Result}");
        return numbers;
    }

    private static void Check(string file, HashSet<ulong> acknowledged, int numbersTried)
    {
        using var log = SegmentLog.OpenToRead(file);
        var ledger = LedgerRecovery.Load(log);
        Assert.Equal(LedgerSnapshot.Of(LedgerRecovery.Load(log, fromFirst: true)), LedgerSnapshot.Of(ledger));
        Assert.Empty(LedgerAudit.Check(ledger));
        Assert.All(acknowledged, number =>
            Assert.Equal(OrderOutcome.Decided, ledger.StateOf(LedgerChild.Order(number).Order)));

        // Whole orders only: what is held is exactly what the orders there ask for.
        var (held, slots, orders) = (new long[LedgerChild.Products + 1, 3], 0L, 0);
        for (var kill = 0; kill < numbersTried; kill++)
        {
            var missing = 0;
            for (var number = (ulong)kill * 10_000_000; missing < 1_000; number++)
            {
                var order = LedgerChild.Order(number);
                var isThere = ledger.StateOf(order.Order) == OrderOutcome.Decided;
                missing = isThere ? 0 : missing + 1;
                orders += isThere ? 1 : 0;
                foreach (var line in isThere ? order.Lines : [])
                {
                    held[line.Product.Value, line.Facility.Value] += line.Units;
                }

                slots += isThere ? order.Slots[0].Units : 0;
            }
        }

        Assert.Equal(orders, ledger.RememberedOrders);
        Assert.Equal(slots, ledger.Use(LedgerChild.Pick).Claimed);
        for (var product = 1; product <= LedgerChild.Products; product++)
        {
            for (var facility = 1; facility <= 2; facility++)
            {
                Assert.Equal(held[product, facility], ledger.Held(new(product), new(facility)));
                Assert.Equal(LedgerChild.UnitsPerProduct, ledger.OnHand(new(product), new(facility)));
            }
        }
    }
}
