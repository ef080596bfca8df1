using System.Management.Automation;
using OfoxPS.Shell.Conversion;

namespace OfoxPS.Shell.Binding;

/// <summary>Keeps bytes together: PowerShell would bind an array of them as so many single bytes.</summary>
internal sealed class BytesTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        ByteList.Of(inputData) is { } bytes ? new object[] { bytes } : inputData;
}
