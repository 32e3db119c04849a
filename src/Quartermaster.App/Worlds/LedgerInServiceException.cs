using Quartermaster.App.CommandLine;

namespace Quartermaster.App.Worlds;

/// <summary>The service has the ledger open: it takes over what stands in tables by itself.</summary>
internal sealed class LedgerInServiceException(string message, string nextStep) : UserException(message, nextStep);
