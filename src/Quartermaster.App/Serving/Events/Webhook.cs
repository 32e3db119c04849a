namespace Quartermaster.App.Serving.Events;

/// <summary>Somebody who is told what becomes of orders.</summary>
/// <param name="Name">Its name here.</param>
/// <param name="Url">Where to; http or https.</param>
/// <param name="Secret">What requests are signed with, base64: never shown again.</param>
internal sealed record Webhook(string Name, string Url, string Secret);

/// <summary>The webhooks of a workspace, as service/webhooks.json keeps them.</summary>
/// <param name="Webhooks">By name.</param>
internal sealed record WebhookList(IReadOnlyList<Webhook> Webhooks)
{
    internal const string FileName = "webhooks.json";
}
