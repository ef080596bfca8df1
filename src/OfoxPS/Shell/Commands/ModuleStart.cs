using System.Management.Automation;
using OfoxPS.Shell.Input.Binding;

namespace OfoxPS.Commands;

/// <summary>Prepares the session when the module is imported. PowerShell finds, creates and calls this class.</summary>
public sealed class ModuleStart : IModuleAssemblyInitializer
{
    /// <summary>Begins to complete the properties of a form after <c>ofox -As</c>.</summary>
    public void OnImport() => FormCompletion.Begin();
}
