using System.Runtime.CompilerServices;

[assembly: InternalsVisibleTo("Quartermaster.Systems.Tests")]
