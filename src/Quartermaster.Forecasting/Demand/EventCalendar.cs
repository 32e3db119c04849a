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
            var whole = EventSpan.Of(planned, inputs.FirstDay);
            var span = whole with { First = Math.Max(0, whole.First), Last = Math.Min(last, whole.Last) };
            if (span.IsSound)
            {
                ListOf(planned).Add(span);
            }
        }
    }

    /// <summary>The events of all categories.</summary>
    internal IReadOnlyList<EventSpan> ForAll => _forAll;

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
