namespace Quartermaster.Operations.Orders;

/// <summary>Why nothing of a purchase order line can be promised before it is there.</summary>
public enum ArrivalDoubt : byte
{
    /// <summary>It can.</summary>
    None,

    /// <summary>Too few deliveries are on record, of its vendor and of all vendors together.</summary>
    FewDeliveries,

    /// <summary>Hardly any delivery on record took longer than it has waited already.</summary>
    Overdue,

    /// <summary>Such orders brought no more than has come of it.</summary>
    BroughtShort,
}
