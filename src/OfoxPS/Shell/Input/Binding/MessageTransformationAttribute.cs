using System.Management.Automation;
using OfoxPS.Shell.Input.Conversion;

namespace OfoxPS.Shell.Input.Binding;

/// <summary>Converts an argument to messages, as <see cref="MessageReader"/> reads them.</summary>
internal sealed class MessageTransformationAttribute : ArgumentTransformationAttribute
{
    public override object? Transform(EngineIntrinsics engineIntrinsics, object? inputData) =>
        inputData is null ? null : Unwrap.Items(inputData).Select(Rehydration.Value).SelectMany(MessageReader.Read).ToArray();
}
