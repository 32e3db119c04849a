using Quartermaster.Numerics;
using Quartermaster.Storage.Ledger.Simulation;
using Xunit;

namespace Quartermaster.Tests.Storage.Ledger;

/// <summary>Thousands of whole lives of a ledger, each from a seed: see <see cref="LedgerSimulation"/>.</summary>
public sealed class LedgerSimulationTests
{
    private const int Seeds = 2_000;
    private const int SeedsPerBlock = 50;

    [Fact]
    public void A_ledger_survives_whatever_a_disk_does()
    {
        var (broken, lives) = (new List<string>(), new LedgerSimulation[Seeds]);
        Blocks.Run(Seeds, SeedsPerBlock, 2, block =>
        {
            for (var seed = block.Start; seed < block.Start + block.Count; seed++)
            {
                lives[seed] = new((ulong)seed);
                var found = lives[seed].Run();
                lock (broken)
                {
                    broken.AddRange(found);
                }
            }
        });

        Assert.Empty(broken);

        // Or the lives would prove nothing.
        Assert.InRange(lives.Sum(life => life.Stops), Seeds, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.FullDisks), Seeds / 20, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Cuts), Seeds / 20, int.MaxValue);
        Assert.InRange(lives.Sum(life => life.Answered), 40L * Seeds, long.MaxValue);
        Assert.InRange(lives.Sum(life => life.Damages), Seeds * 9 / 10, int.MaxValue);
    }

    [Fact]
    public void The_same_seed_lives_the_same_life()
    {
        var (one, other) = (new LedgerSimulation(77), new LedgerSimulation(77));
        Assert.Equal(one.Run(), other.Run());
        Assert.Equal((one.Stops, one.Batches, one.Answered, one.Cuts),
            (other.Stops, other.Batches, other.Answered, other.Cuts));
    }
}
