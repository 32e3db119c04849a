using Quartermaster.Domain.Goods;

namespace Quartermaster.Tests.Storage.Ledger;

/// <summary>What a caller asks of a ledger of one product at a few places.</summary>
internal enum CellAct
{
    Place,
    Release,
    Ship,
    Change,
    Level,
    Count,
    Read,
}

/// <summary>A call.</summary>
/// <param name="Act">What.</param>
/// <param name="Cell">At which place; 0 for the first.</param>
/// <param name="Order">Of which order; its units and its place may differ from call to call.</param>
/// <param name="Units">How many.</param>
/// <param name="Number">The feed's number, or the count's.</param>
internal readonly record struct CellCall(CellAct Act, int Cell, int Order, int Units, long Number);

/// <summary>The ledger's rules for that, one call after the other: what a concurrent history is judged by.</summary>
internal sealed class CellModel
{
    internal const int Cells = 2;
    internal const int Orders = 4;

    private readonly long[] _free = new long[Cells];
    private readonly long[] _fed = new long[Cells];
    private readonly (OrderOutcome State, int Cell, int Units, int Age, int Left)[] _orders =
        new (OrderOutcome, int, int, int, int)[Orders];

    private int _age;

    internal CellModel()
    {
    }

    private CellModel(CellModel other)
    {
        other._free.CopyTo(_free, 0);
        other._fed.CopyTo(_fed, 0);
        other._orders.CopyTo(_orders, 0);
        _age = other._age;
    }

    /// <summary>Two models of the same text go on alike.</summary>
    internal string Text => $"{string.Join(' ', _free)}|{string.Join(' ', _fed)}|{string.Join(' ', _orders)}";

    /// <summary>The model after a call, and the call's answer.</summary>
    internal (CellModel Next, string Answer) After(CellCall call)
    {
        var next = new CellModel(this);
        return (next, next.Do(call));
    }

    private string Do(CellCall call)
    {
        switch (call.Act)
        {
            case CellAct.Place:
                return $"{Place(ref _orders[call.Order], call)}";
            case CellAct.Release or CellAct.Ship:
                return $"{Close(ref _orders[call.Order], call.Act)}";
            case CellAct.Count:
                SetTo(call.Cell, call.Units);
                return $"{Outcome.Posted}";
            case CellAct.Read:
                return $"{_free[call.Cell]} {Held(call.Cell)}";
            default:
                return $"{Feed(call)}";
        }
    }

    private OrderOutcome Place(ref (OrderOutcome State, int Cell, int Units, int Age, int Left) order, CellCall call)
    {
        if (order.State != OrderOutcome.Unknown)
        {
            return (order.Cell, order.Units) == (call.Cell, call.Units) ? order.State : OrderOutcome.OtherContent;
        }

        if (_free[call.Cell] < call.Units)
        {
            return OrderOutcome.NotEnoughStock;
        }

        _free[call.Cell] -= call.Units;
        order = (OrderOutcome.Decided, call.Cell, call.Units, ++_age, call.Units);
        return order.State;
    }

    private OrderOutcome Close(ref (OrderOutcome State, int Cell, int Units, int Age, int Left) order, CellAct act)
    {
        if (order.State == OrderOutcome.Decided)
        {
            _free[order.Cell] += act == CellAct.Release ? order.Left : 0;
            order.State = act == CellAct.Release ? OrderOutcome.Released : OrderOutcome.Shipped;
        }

        return order.State;
    }

    private FeedOutcome Feed(CellCall call)
    {
        if (call.Number <= _fed[call.Cell])
        {
            return call.Number == _fed[call.Cell] ? FeedOutcome.Repeated : FeedOutcome.Late;
        }

        var level = call.Act == CellAct.Level ? call.Units : _free[call.Cell] + Held(call.Cell) + call.Units;
        if (level < 0)
        {
            return FeedOutcome.NotEnough;
        }

        _fed[call.Cell] = call.Number;
        SetTo(call.Cell, level);
        return FeedOutcome.Applied;
    }

    private void SetTo(int cell, long units)
    {
        while (Held(cell) > units)
        {
            var newest = Enumerable.Range(0, Orders).Where(order => IsHere(order, cell))
                .MaxBy(order => _orders[order].Age);
            _orders[newest].Left -= (int)Math.Min(_orders[newest].Left, Held(cell) - units);
            _orders[newest].State = _orders[newest].Left == 0 ? OrderOutcome.Cut : OrderOutcome.Decided;
        }

        _free[cell] = units - Held(cell);
    }

    private long Held(int cell) =>
        Enumerable.Range(0, Orders).Where(order => IsHere(order, cell)).Sum(order => (long)_orders[order].Left);

    private bool IsHere(int order, int cell) =>
        _orders[order].State == OrderOutcome.Decided && _orders[order].Cell == cell;
}
