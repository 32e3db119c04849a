using Quartermaster.Domain.Demand;
using Quartermaster.Domain.Tables;

namespace Quartermaster.Forecasting.Demand;

/// <summary>Which events touch which products: those of the product, of its category, of all.</summary>
internal sealed class EventCalendar
{
    private readonly Dictionary<int, List<EventSpan>> _byProduct = [];
    private readonly Dictionary<int, List<EventSpan>> _byCategory = [];
    private readonly List<EventSpan> _forAll = [];

    internal EventCalendar(DemandInputs inputs)
    {
        var last = inputs.Days + DemandInputs.HorizonDays - 1;
        foreach (var planned in inputs.Events.Rows)
        {
            var span = new EventSpan(
                planned.Kind,
                Math.Max(0, planned.FirstDay.DayNumber - inputs.FirstDay.DayNumber),
                Math.Min(last, planned.LastDay.DayNumber - inputs.FirstDay.DayNumber),
                double.IsFinite(planned.Strength) && planned.Strength > 0 ? Math.Clamp(planned.Strength, 0.02, 50) : 0);
            if (span.First <= span.Last && (int)span.Kind is >= 1 and <= EffectFit.Kinds)
            {
                ListOf(planned).Add(span);
            }
        }
    }

    /// <summary>The events of a category, those of all categories first.</summary>
    internal IEnumerable<EventSpan> OfCategory(int category) =>
        _byCategory.TryGetValue(category, out var own) ? _forAll.Concat(own) : _forAll;

    /// <summary>The events of one product alone; null if it has none.</summary>
    internal List<EventSpan>? OfProduct(int product) => _byProduct.GetValueOrDefault(product);

    private List<EventSpan> ListOf(PlannedEvent planned)
    {
        if (planned.Product.Value == 0 && planned.Category.Value == 0)
        {
            return _forAll;
        }

        var (lists, key) = planned.Product.Value != 0
            ? (_byProduct, planned.Product.Value) : (_byCategory, planned.Category.Value);
        if (!lists.TryGetValue(key, out var list))
        {
            lists.Add(key, list = []);
        }

        return list;
    }
}
