using OfoxPS.Gateway.Faults;

namespace OfoxPS.Gateway.Models;

/// <summary>The model that answers, and the fault it answers with, if any.</summary>
internal sealed record ServedModel(ModelReference Model, Fault? Fault);
