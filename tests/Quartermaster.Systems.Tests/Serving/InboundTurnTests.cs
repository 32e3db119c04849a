using System.Net;
using Quartermaster.App.Serving.Http;
using Quartermaster.Systems.Tests.Commands;
using Xunit;

namespace Quartermaster.Systems.Tests.Serving;

/// <summary>Options of shipments are computed one at a time; whoever goes is not computed for, and promises do not
/// wait for them. No clock decides: the turn is held by the test.</summary>
public sealed class InboundTurnTests(CornerShop corner) : IClassFixture<CornerShop>
{
    private const string Ask = """{"shipment":"s","items":[{"product":"tea","units":60}]}""";
    private const string Tea = """{"items":[{"product":"tea","units":2}],"destination":{"region":"dallas"}}""";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    [Fact]
    public async Task While_options_are_computed_promises_are_answered_and_a_few_wait_their_turn()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var (client, turns) = (shop.Client(), shop.Host.Desk.Inbound.Turns);
        var (begun, end) = (new TaskCompletionSource(), new TaskCompletionSource());
        var held = turns.RunAsync(Hold, CancellationToken.None);
        await begun.Task.WaitAsync(s_patience);
        var waiting = Enumerable.Range(0, InboundAnswers.MostWaiting)
            .Select(_ => client.PostAsync("/v1/inbound/options", Ask)).ToArray();
        await UntilAsync(() => turns.There == InboundAnswers.MostWaiting + 1);

        Assert.Equal(HttpStatusCode.OK, (await client.PostAsync("/v1/promises", Tea)).Status);
        using (var more = await client.PostAsync(new Uri(new(shop.Address), "/v1/inbound/options"),
            new StringContent(Ask, System.Text.Encoding.UTF8, "application/json")))
        {
            Assert.Equal(HttpStatusCode.ServiceUnavailable, more.StatusCode);
            Assert.NotNull(more.Headers.RetryAfter?.Delta);
        }

        Assert.DoesNotContain(waiting, one => one.IsCompleted);
        end.SetResult();
        await held;
        Assert.All(await Task.WhenAll(waiting).WaitAsync(s_patience), one =>
            Assert.Equal(HttpStatusCode.OK, one.Status));
        await UntilAsync(() => turns.There == 0);

        async Task<int> Hold(CancellationToken cancel)
        {
            begun.SetResult();
            await end.Task.WaitAsync(cancel);
            return 0;
        }
    }

    [Fact]
    public async Task Who_goes_gives_up_its_turn_and_its_computation()
    {
        await using var shop = await ServedShop.OpenAsync(corner.Copy());
        var turns = shop.Host.Desk.Inbound.Turns;
        using var gone = new CancellationTokenSource();
        var held = turns.RunAsync(cancel => Forever(cancel), gone.Token);
        using (var impatient = shop.Client())
        {
            using var leaving = new CancellationTokenSource();
            var asked = impatient.PostAsync(new Uri(new(shop.Address), "/v1/inbound/options"),
                new StringContent(Ask, System.Text.Encoding.UTF8, "application/json"), leaving.Token);
            await UntilAsync(() => turns.There == 2);
            await leaving.CancelAsync();
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => asked);
        }

        // It left the line though nothing moved, and what was computed ends.
        await UntilAsync(() => turns.There == 1);
        await gone.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held.WaitAsync(s_patience));
        Assert.Equal(HttpStatusCode.OK, (await shop.Client().PostAsync("/v1/inbound/options", Ask)).Status);
    }

    [Fact]
    public async Task A_service_that_stops_ends_what_is_computed_and_what_waits()
    {
        using var turns = new Turns(8);
        var held = turns.RunAsync(Forever, CancellationToken.None);
        var waits = turns.RunAsync(_ => Task.FromResult(1), CancellationToken.None);
        turns.Stop();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => held.WaitAsync(s_patience));
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => waits.WaitAsync(s_patience));
        Assert.Equal(0, turns.There);
    }

    [Theory]
    [InlineData(2, 1_000)]
    [InlineData(16, 1_000)]
    [InlineData(64, 250)]
    public void More_centers_mean_fewer_items(int centers, int items) =>
        Assert.Equal(items, InboundAnswers.MostItems(centers));

    [Fact]
    public async Task What_fails_gives_its_turn_back()
    {
        using var turns = new Turns(0);
        await Assert.ThrowsAsync<InvalidOperationException>(() => turns.RunAsync<int>(
            _ => throw new InvalidOperationException(), CancellationToken.None));
        Assert.Equal(1, await turns.RunAsync(_ => Task.FromResult(1), CancellationToken.None));
    }

    private static async Task<int> Forever(CancellationToken cancel)
    {
        await Task.Delay(Timeout.Infinite, cancel);
        return 0;
    }

    private static async Task UntilAsync(Func<bool> isSo)
    {
        using var patience = new CancellationTokenSource(s_patience);
        while (!isSo())
        {
            await Task.Delay(5, patience.Token);
        }
    }
}
