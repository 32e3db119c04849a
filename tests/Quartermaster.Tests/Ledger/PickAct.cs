using Quartermaster.Domain;
using Quartermaster.Domain.Goods;
using Quartermaster.Ledger;

namespace Quartermaster.Tests.Ledger;

/// <summary>Somebody picks an order, at one facility or at all.</summary>
internal sealed record PickAct(OrderKey Order, FacilityId Facility, Instant At) : LedgerAct
{
    internal override string Do(GoodsLedger ledger) => $"{ledger.Pick(Order, Facility, At)}";

    internal override string Do(NaiveLedger ledger) => $"{ledger.Pick(Order, Facility)}";
}
