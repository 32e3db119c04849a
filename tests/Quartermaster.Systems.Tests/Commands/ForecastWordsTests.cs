using Quartermaster.App.CommandLine;
using Quartermaster.App.Commands;
using Quartermaster.App.Worlds;
using Xunit;

namespace Quartermaster.Systems.Tests.Commands;

/// <summary>What forecasting says while it works and of what it found.</summary>
public sealed class ForecastWordsTests(CornerShop shop) : IClassFixture<CornerShop>
{
    private const int Batch = 48;

    /// <summary>Two steps a second, from the first of a training that goes on from step 400 of 600.</summary>
    [Fact]
    public void Speed_and_share_of_a_training_that_goes_on_count_the_steps_taken_here()
    {
        var clock = new HandClock();
        var pace = new TrainingPace(clock, Batch);
        clock.Advance(TimeSpan.FromSeconds(30));
        Assert.Equal((1.0 / 200, "loss 0.5000"), pace.On(new(401, 600, 0.5)));
        for (var step = 402; step <= 600; step++)
        {
            clock.Advance(TimeSpan.FromSeconds(0.5));
            Assert.Equal(((step - 400) / 200.0, $"loss 0.2500, {2 * Batch} windows/s"), pace.On(new(step, 600, 0.25)));
        }

        Assert.Equal("step 400 of 600", pace.Resumed);
        var anew = new TrainingPace(clock, Batch);
        _ = anew.On(new(1, 600, 0.5));
        Assert.Equal("", anew.Resumed);
    }

    [Theory]
    [InlineData(0, 1, "do not count as low demand")]
    [InlineData(-0.001, 0, "do not count as low demand")]
    [InlineData(-2, -5, "as full days they would say more")]
    [InlineData(-2, 5, "below 0 where as full days they would say more")]
    public void What_stock_outs_mean_goes_with_their_sign(double week, double year, string expected) =>
        Assert.Contains(expected, ForecastWhy.StockOutMeaning([week, year, year]), StringComparison.Ordinal);

    [Theory]
    [InlineData("SELECT at FROM sales", "at is a column", "SELECT \"at\" FROM sales")]
    [InlineData("SELECT product FROM sales WHERE AT > '2025-01-01'", "at is a column", "write \"at\"")]
    [InlineData("SELECT order FROM sales", "order is a column", "SELECT \"order\" FROM sales")]
    [InlineData("SELECT \"order\", at FROM sales ORDER BY 1", "at is a column", "SELECT \"at\" FROM sales")]
    [InlineData("SELECT order, at FROM sales", "at and order are columns", "write \"at\" and \"order\"")]
    [InlineData("SELECT product FROM FROM sales ORDER BY 1", "Correct the query", "one SELECT")]
    [InlineData("SELECT product FROM FROM sales WHERE \"at\" > 'at'", "Correct the query", "one SELECT")]
    public void A_column_that_SQL_knows_is_told_how_to_be_written(string sql, string expected, string example)
    {
        var ended = QmProcess.Run("query", sql, "-w", shop.Folder);
        Assert.Equal((int)ExitCode.WrongUse, ended.Code);
        Assert.Contains(expected, ended.Error, StringComparison.Ordinal);
        Assert.Contains(example, ended.Error, StringComparison.Ordinal);
    }

    private sealed class HandClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => _now;

        internal void Advance(TimeSpan time) => _now += time.Ticks;
    }
}
