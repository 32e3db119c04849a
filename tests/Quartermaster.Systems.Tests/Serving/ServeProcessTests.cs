using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger;
using Quartermaster.Storage.Ledger.Log;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>The service as a real process, stopped by an operator and killed under load.</summary>
public sealed class ServeProcessTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const int Kills = 4;

    [Fact]
    public async Task What_was_acknowledged_outlives_kills_and_a_stop_finishes_what_was_begun()
    {
        var folder = corner.Copy();
        corner.Add(folder, "stock", "product,facility,state,units", "tea,south,OnHand,1000000");
        var key = (string)QmProcess.Run("keys", "add", "k", "--role", "shop", "--json", "-w", folder).Json["key"]!;
        var acknowledged = new ConcurrentDictionary<string, bool>();
        for (var life = 0; life <= Kills; life++)
        {
            using var process = QmProcess.Start("serve", "-w", folder, "--listen", "127.0.0.1:0");
            var address = Address(process);
            using var client = new HttpClient { BaseAddress = new(address) };
            client.DefaultRequestHeaders.Add("X-Api-Key", key);
            using var stop = new CancellationTokenSource();
            var before = acknowledged.Count;
            var load = Enumerable.Range(0, 16)
                .Select(thread => LoadAsync(client, $"{life}-{thread}", acknowledged, stop)).ToArray();
            while (acknowledged.Count == before)
            {
                await Task.Delay(5);
            }

            await Task.Delay((int)(KeyedRandom.Uniform(7, 1, 1, (ulong)life) * 400));
            if (life < Kills)
            {
                process.Kill(entireProcessTree: true);
                await process.WaitForExitAsync();
            }
            else
            {
                QmProcess.Stop(process);
                Assert.Equal(0, QmProcess.End(process).Code);
            }

            await stop.CancelAsync();
            await Task.WhenAll(load);
        }

        using var log = SegmentLog.OpenToRead(Path.Combine(folder, "ledger"));
        var ledger = LedgerRecovery.Load(log);
        Assert.Empty(LedgerAudit.Check(ledger));
        Assert.True(acknowledged.Count > 500, $"Only {acknowledged.Count} orders were acknowledged.");
        Assert.All(acknowledged.Keys, code =>
            Assert.Equal(OrderOutcome.Decided, ledger.StateOf(OrderKey.Of(code))));
    }

    [Fact]
    public void Without_a_key_or_with_a_bad_address_it_says_what_to_do()
    {
        var folder = corner.Copy();
        var ended = QmProcess.Run("serve", "-w", folder);
        Assert.Equal(2, ended.Code);
        Assert.Contains("qm keys add", ended.Error, StringComparison.Ordinal);
        QmProcess.Run("keys", "add", "k", "--role", "shop", "-w", folder);
        Assert.Equal(2, QmProcess.Run("serve", "-w", folder, "--listen", "nowhere").Code);
        Assert.Equal(2, QmProcess.Run("keys", "add", "k", "--role", "shop", "-w", folder).Code);
        Assert.Equal(0, QmProcess.Run("keys", "remove", "k", "-w", folder).Code);
        Assert.Equal(2, QmProcess.Run("webhooks", "add", "x", "ftp://x", "-w", folder).Code);
        Assert.Equal(0, QmProcess.Run("webhooks", "add", "x", "http://x/", "-w", folder).Code);
        Assert.Single(QmProcess.Run("webhooks", "list", "-w", folder, "--json").Json["webhooks"]!.AsArray());
        Assert.Equal(0, QmProcess.Run("webhooks", "remove", "x", "-w", folder).Code);
    }

    private static async Task LoadAsync(
        HttpClient client, string name, ConcurrentDictionary<string, bool> acknowledged, CancellationTokenSource stop)
    {
        for (var i = 0; !stop.IsCancellationRequested; i++)
        {
            try
            {
                var (status, body) = await client.PostAsync("/v1/orders", $$"""
                    {"order":"{{name}}-{{i}}","items":[{"product":"tea"}],"destination":{"region":"dallas"} }
                    """);
                if (status == HttpStatusCode.Created)
                {
                    acknowledged.TryAdd((string)body!["order"]!, true);
                }
            }
            catch (Exception gone) when (gone is HttpRequestException or IOException or System.Text.Json.JsonException)
            {
                return;
            }
        }
    }

    // The first line says where it serves.
    private static string Address(Process process)
    {
        var line = process.StandardError.ReadLine() ?? "";
        Assert.StartsWith("Serving at http://", line, StringComparison.Ordinal);
        return line.Split(' ')[2].TrimEnd('.');
    }
}
