namespace Quartermaster.Ledger;

/// <summary>What an operation on the tape is. The numbers are on disk: never change one.</summary>
internal enum LedgerStep : byte
{
    Post = 1,
    Once = 2,
    Forget = 3,
    Hold = 4,
    Place = 5,
    Decide = 6,
    Release = 7,
    Ship = 8,
    Expire = 9,
    Count = 10,
    OpenSlot = 11,
    CloseSlots = 12,
    Ask = 13,
    Feed = 14,
    HoldPart = 15,
    WithdrawPart = 16,
    AskInFull = 17,
    MoveOrders = 18,
    HearPart = 19,
    FollowPart = 20,
    ShipPart = 21,
    Turn = 22,
    PlacePart = 23,
    AmendOrder = 24,
    SettleArrival = 25,
    Pick = 26,
    Remember = 27,
}
