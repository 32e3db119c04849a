using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;
using Quartermaster.Storage.Ledger;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger.Shards;

/// <summary>Orders of several shards that leave from elsewhere, some of them together.</summary>
public sealed class ShardMoveTests
{
    private static readonly FacilityId s_other = new(2);

    private readonly ScriptedShards _shards = new();

    // One has all units of one center, the other all of the other one; there is nothing else. Perhaps a unit is counted
    // away before it is decided.
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Two_orders_exchange_their_last_units_over_shards_or_stay_where_they_are(bool isLess)
    {
        for (var shard = 0; shard < 2; shard++)
        {
            _shards[shard].Count(new(5, (ulong)shard), ScriptedShards.Now,
                new(ScriptedShards.ProductOf(shard), new(1), 2));
            _shards[shard].Count(new(6, (ulong)shard), ScriptedShards.Now,
                new(ScriptedShards.ProductOf(shard), s_other, 2));
        }

        await _shards.Ledger.PlaceAsync(ScriptedShards.Order(1, 2, 0, 1));
        var request = ScriptedShards.Order(2, 2, 0, 1);
        await _shards.Ledger.PlaceAsync(request with
        {
            Lines = Array.ConvertAll(request.Lines, line => line with { Facility = s_other }),
        });
        var moves = new List<OrderMove>();
        foreach (var (order, to) in ((ulong, FacilityId)[])[(1, s_other), (2, new(1))])
        {
            var claims = (await _shards.Ledger.ClaimsToAmendAsync(ScriptedShards.Key(order), ScriptedShards.Now))!;
            moves.Add(new(ScriptedShards.Key(order), claims.Seen,
                Array.ConvertAll(claims.Lines, line => line with { Facility = to }), claims.Slots));
        }

        _shards.Before = shard =>
        {
            if (isLess && shard == 1 && _shards[0].HeldChanges().Length > 0)
            {
                _shards.Before = null;
                _shards[1].Count(new(7, 1), ScriptedShards.Now, new(ScriptedShards.ProductOf(1), s_other, 1));
            }
        };
        Assert.Equal(isLess ? MoveOutcome.Changed : MoveOutcome.Moved,
            await _shards.Ledger.MoveAsync(new(1, 9), ScriptedShards.Now, [.. moves], []));
        var from = isLess ? new FacilityId(1) : s_other;
        Assert.All((await _shards.Ledger.FindAsync(ScriptedShards.Key(1), ScriptedShards.Now)).Claims,
            claim => Assert.Equal((from, 2), (claim.Facility, claim.Units)));
        Assert.Equal(isLess ? 0 : 2, _shards.ToldOf(1).Concat(_shards.ToldOf(2)).Count(change => change.IsMoved));
        Assert.Equal(MoveOutcome.Changed, await _shards.Ledger.MoveAsync(new(2, 9), ScriptedShards.Now,
            [moves[0] with { Seen = 3 }], []));
        Assert.Equal(MoveOutcome.Changed, await _shards.Ledger.MoveAsync(new(3, 9), ScriptedShards.Now,
            [moves[0]], [(ScriptedShards.Key(2), 3)]));
        await _shards.RestartAsync();
        _shards.Check();
    }

    [Fact]
    public async Task Orders_of_different_homes_exchange_units_and_each_home_tells_its_own()
    {
        _shards[1].Count(new(5, 1), ScriptedShards.Now, new(ScriptedShards.ProductOf(1), new(1), 2));
        _shards[1].Count(new(6, 1), ScriptedShards.Now, new(ScriptedShards.ProductOf(1), s_other, 2));
        await _shards.Ledger.PlaceAsync(ScriptedShards.Order(1, 2, 0, 1));
        var request = ScriptedShards.Order(2, 2, 1, 2);
        await _shards.Ledger.PlaceAsync(request with
        {
            Lines = [request.Lines[0] with { Facility = s_other }, request.Lines[1]],
        });
        var moves = new List<OrderMove>();
        foreach (var (order, to) in ((ulong, FacilityId)[])[(1, s_other), (2, new(1))])
        {
            var claims = (await _shards.Ledger.ClaimsToAmendAsync(ScriptedShards.Key(order), ScriptedShards.Now))!;
            moves.Add(new(ScriptedShards.Key(order), claims.Seen, Array.ConvertAll(claims.Lines, line =>
                line.Product == ScriptedShards.ProductOf(1) ? line with { Facility = to } : line), claims.Slots));
        }

        Assert.Equal(MoveOutcome.Moved,
            await _shards.Ledger.MoveAsync(new(1, 9), ScriptedShards.Now, [.. moves], []));
        Assert.Equal(MoveOutcome.AlreadyMoved,
            await _shards.Ledger.MoveAsync(new(1, 9), ScriptedShards.Now, [.. moves], []));

        Assert.Equal((2, 2), (_shards.Held(1), _shards[1].Held(ScriptedShards.ProductOf(1), s_other)));
        Assert.Equal([s_other, new(1)], ((ulong[])[1, 2]).Select(order => _shards[1].ClaimsOf(ScriptedShards.Key(order))
            .Single(line => line.Product == ScriptedShards.ProductOf(1)).Facility));
        Assert.Equal([1, 1], ((ulong[])[1, 2]).Select(order =>
            _shards.ToldOf(order).Count(change => change.IsMoved)));
        await _shards.RestartAsync();
        _shards.Check();
    }
}
