using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger.Simulation;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger;

/// <summary>Thousands of whole lives of a ledger, each from a seed: see <see cref="LedgerSimulation"/>.</summary>
public sealed class LedgerSimulationTests
{
    private const int Seeds = 2_000;
    private const int ShardSeeds = 1_000;
    private const int SeedsPerBlock = 50;

    [Fact]
    public void A_ledger_survives_whatever_a_disk_does()
    {
        var lives = Live(Seeds, seed => new LedgerSimulation(seed), life => life.Run());

        // Or the lives would prove nothing.
        Assert.InRange(lives.Sum(life => life.Stops), Seeds, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.FullDisks), Seeds / 20, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.FailedSyncs), Seeds / 2, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Cuts), Seeds / 20, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Answered), 40L * Seeds, long.MaxValue);
        Assert.InRange(lives.Sum(life => life.Moved), Seeds / 4, long.MaxValue);
        Assert.InRange(lives.Sum(life => life.Shorted), Seeds / 4, long.MaxValue);
        Assert.InRange(lives.Sum(life => life.Changed), Seeds / 8, long.MaxValue);
        Assert.InRange(lives.Sum(life => life.Picked), Seeds / 4, long.MaxValue);
        Assert.InRange(lives.Sum(life => life.Waited), Seeds / 5, long.MaxValue);
        Assert.InRange(lives.Sum(life => life.Forgotten), Seeds / 2, long.MaxValue);
        Assert.InRange(lives.Sum(life => life.TooOld), Seeds / 4, long.MaxValue);
        Assert.InRange(lives.Sum(life => life.Damages), Seeds * 9 / 10, int.MaxValue);
    }

    [Fact]
    public void Orders_over_several_shards_are_whole_or_not_there()
    {
        var lives = Live(ShardSeeds, seed => new ShardSimulation(seed), life => life.Run());
        Assert.InRange(lives.Sum(life => life.Stops), ShardSeeds, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.PlacedAcross), 4 * ShardSeeds, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Followed), ShardSeeds, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Across.Shipped), ShardSeeds, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Across.Released), ShardSeeds / 2, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.UnitsShipped), ShardSeeds, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.PlacedTogether), ShardSeeds / 4, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Announced), 4 * ShardSeeds, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.PlacedWaiting), ShardSeeds, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Picked), ShardSeeds, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.ChangedAcross.Short), ShardSeeds / 2, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.ChangedAcross.Address), ShardSeeds / 8, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.MovedAcross.All), ShardSeeds / 8, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.MovedAcross.Together), ShardSeeds / 50, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Spread), ShardSeeds / 8, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Interrupted.Decided), ShardSeeds / 50, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Interrupted.Undecided), ShardSeeds / 20, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Arrivals.Came), ShardSeeds, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Arrivals.Failed), ShardSeeds / 2, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Told.All), 10 * ShardSeeds, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Told.Read), ShardSeeds / 20, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Views), 100 * ShardSeeds, int.MaxValue);
    }

    [Fact]
    public void The_same_seed_lives_the_same_life()
    {
        var (shards, again) = (new ShardSimulation(78), new ShardSimulation(78));
        Assert.Equal(shards.Run(), again.Run());
        Assert.Equal((shards.Stops, shards.Placed, shards.Followed, shards.Told, shards.Views),
            (again.Stops, again.Placed, again.Followed, again.Told, again.Views));
        var (one, other) = (new LedgerSimulation(77), new LedgerSimulation(77));
        Assert.Equal(one.Run(), other.Run());
        Assert.Equal((one.Stops, one.Batches, one.Answered, one.Cuts),
            (other.Stops, other.Batches, other.Answered, other.Cuts));
    }

    // Lives them all, and finds nothing wrong.
    private static TLife[] Live<TLife>(int seeds, Func<ulong, TLife> make, Func<TLife, IReadOnlyList<string>> run)
    {
        var (broken, lives) = (new List<string>(), new TLife[seeds]);
        Blocks.Run(seeds, SeedsPerBlock, 2, block =>
        {
            for (var seed = block.Start; seed < block.Start + block.Count; seed++)
            {
                lives[seed] = make((ulong)seed);
                var found = run(lives[seed]);
                lock (broken)
                {
                    broken.AddRange(found);
                }
            }
        });

        Assert.True(broken.Count == 0, string.Join('\n', broken.Order().Take(10)));
        return lives;
    }
}
