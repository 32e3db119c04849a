using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Quartermaster.Systems.Tests")]
[assembly: InternalsVisibleTo("Quartermaster.Tests")]
