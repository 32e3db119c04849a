using Quartermaster.Domain;
using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Tests.Forecasting;

/// <summary>Inputs bent out of shape.</summary>
internal static class AbsurdDemand
{
    private static readonly float[] s_numbers =
        [float.NaN, float.PositiveInfinity, float.NegativeInfinity, -3, 1e30f, 0, float.MaxValue, float.Epsilon];

    /// <summary>Every seventh product has numbers that are none, in every table; and events make no sense.</summary>
    internal static DemandInputs Spoil(DemandInputs inputs) => inputs with
    {
        Sales = Spoil(inputs.Sales, 0),
        InStock = Spoil(inputs.InStock, 1),
        PriceRatios = Spoil(inputs.PriceRatios, 2),
        Products = new(Array.ConvertAll(inputs.Products.Rows.ToArray(), product => (product.Product.Value % 7) switch
        {
            3 => product with { UsualPrice = double.NaN, LaunchDay = int.MaxValue, EndDay = int.MinValue },
            4 => product with { UsualPrice = -1, LaunchDay = int.MinValue, Category = new(99) },
            _ => product,
        })),
        Events = new(
        [
            .. inputs.Events.Rows,
            new(new(9), default, default, EventKind.Holiday, default, DateOnly.MaxValue, DateOnly.MinValue, 2),
            new(new(9), default, default, (EventKind)77, default, DateOnly.MinValue, DateOnly.MaxValue, 2),
            new(new(9), new(1), default, EventKind.Promotion, new(3), DateOnly.MinValue, DateOnly.MaxValue, double.NaN),
            new(new(9), new(2), new(7), EventKind.Launch, new(3), DateOnly.MinValue, DateOnly.MaxValue, 1e300),
        ]),
    };

    internal static Matrix Scale(Matrix table, float factor) =>
        new(table.Columns, [.. Enumerable.Range(0, table.Count).SelectMany(row =>
            Array.ConvertAll(table.Row(row).ToArray(), value => value * factor))]);

    internal static DemandInputs Shift(DemandInputs inputs, int days) => inputs with
    {
        FirstDay = inputs.FirstDay.AddDays(days),
        Events = new(Array.ConvertAll(inputs.Events.Rows.ToArray(), planned => planned with
        {
            FirstDay = planned.FirstDay.AddDays(days), LastDay = planned.LastDay.AddDays(days),
        })),
    };

    private static Matrix Spoil(Matrix table, int offset) =>
        new(table.Columns, [.. Enumerable.Range(0, table.Count).SelectMany(row => row % 7 == 2
            ? [.. Enumerable.Range(0, table.Columns).Select(day => s_numbers[(day + offset) % s_numbers.Length])]
            : table.Row(row).ToArray())]);
}
