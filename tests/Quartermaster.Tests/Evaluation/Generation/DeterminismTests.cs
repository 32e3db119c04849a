using Quartermaster.Domain;
using Quartermaster.Domain.Tables;
using Quartermaster.Evaluation.Generation;
using Xunit;

namespace Quartermaster.Tests.Evaluation.Generation;

/// <summary>The same settings, the same retailer; more products, the same products as before.</summary>
public sealed class DeterminismTests
{
    private static readonly Lazy<(MemoryTables Tables, MemoryTables Truth)> s_once =
        new(() => MemoryTables.Make(Samples.Short, threads: 1));

    [Fact]
    public void The_same_settings_give_the_same_rows_at_any_number_of_threads()
    {
        var (tables, truth) = MemoryTables.Make(Samples.Short, threads: 7);
        Assert.True(s_once.Value.Tables.Of<Sale>().SequenceEqual(tables.Of<Sale>()));
        Assert.True(s_once.Value.Tables.Of<View>().SequenceEqual(tables.Of<View>()));
        Assert.True(s_once.Value.Tables.Of<Receipt>().SequenceEqual(tables.Of<Receipt>()));
        Assert.True(s_once.Value.Tables.Of<Capacity>().SequenceEqual(tables.Of<Capacity>()));
        Assert.True(s_once.Value.Truth.Of<TrueDemand>().SequenceEqual(truth.Of<TrueDemand>()));
    }

    [Fact]
    public void More_products_change_none_of_those_there_were()
    {
        var few = s_once.Value;
        var (tables, truth) = MemoryTables.Make(Samples.Short with { Products = 300 });
        Assert.True(few.Tables.Of<Product>().SequenceEqual(tables.Of<Product>().Take(200)));
        Assert.True(few.Tables.Of<Offer>().SequenceEqual(tables.Of<Offer>().Where(row => row.Product.Value <= 200)));
        Assert.True(few.Tables.Of<Price>().SequenceEqual(tables.Of<Price>().Where(row => row.Product.Value <= 200)));
        Assert.True(few.Tables.Of<Sale>().SequenceEqual(tables.Of<Sale>().Where(row => row.Product.Value <= 200)));
        Assert.True(few.Tables.Of<Stock>().SequenceEqual(tables.Of<Stock>().Where(row => row.Product.Value <= 200)));
        Assert.True(few.Truth.Of<TrueDemand>()
            .SequenceEqual(truth.Of<TrueDemand>().Where(row => row.Product.Value <= 200)));
    }

    [Fact]
    public void Another_seed_gives_other_products_in_the_same_places()
    {
        var (tables, _) = MemoryTables.Make(Samples.Short with { Seed = 2, Days = 60 });
        Assert.True(s_once.Value.Tables.Of<Lane>().SequenceEqual(tables.Of<Lane>()));
        Assert.False(s_once.Value.Tables.Of<Product>().SequenceEqual(tables.Of<Product>()));
    }

    [Theory]
    [InlineData(199, 8)]
    [InlineData(1_000_001, 8)]
    [InlineData(200, 3)]
    [InlineData(200, 65)]
    public void Settings_out_of_range_are_refused_with_what_was_found(int products, int facilities)
    {
        var sample = Samples.Short with { Products = products, Facilities = facilities };
        var wrong = Assert.Throws<ArgumentException>(() => MemoryTables.Make(sample));
        Assert.Contains(products == 200 ? $"{facilities}" : $"{products}", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_cancelled_generator_stops_between_aisles_and_says_how_far_it_was()
    {
        using var cancel = new CancellationTokenSource();
        var seen = new List<GenerationProgress>();
        var tables = new MemoryTables();
        Assert.Throws<OperationCanceledException>(() => new RetailGenerator(
            Samples.Short with { Products = 1_700, Days = 60 }).Write(tables, new MemoryTables(), 2, now =>
            {
                seen.Add(now);
                cancel.Cancel();
            }, cancel.Token));
        Assert.Equal([new GenerationProgress(8, 17)], seen);
        Assert.Equal(800, tables.Of<Product>().Count);
    }

    [Fact]
    public void The_settings_come_back_from_the_truth() => Assert.Equal(
        Samples.Short, s_once.Value.Truth.Of<TrueSample>().Single().ToSample());
}
