using System;
using System.Collections.Generic;
using System.Reflection;

namespace MirrorGuard.Abi.Tests;

/// <summary>
/// The C type that a C# type stands for. Blittable types say it themselves; what is behind a
/// <c>void*</c> is said by the parameter's name, or for a result by the function's.
/// </summary>
internal static class CType
{
    private static readonly Dictionary<Type, string> Plain = new()
    {
        [typeof(void)] = "void",
        [typeof(int)] = "int",
        [typeof(uint)] = "unsigned int",
        [typeof(short)] = "short",
        [typeof(long)] = "ssize_t",
        [typeof(ulong)] = "uint64_t",
        [typeof(nint)] = "void *",
        [typeof(byte).MakePointerType()] = "char *",
        [typeof(byte).MakePointerType().MakePointerType()] = "char **",
        [typeof(int).MakePointerType()] = "int *",
        [typeof(uint).MakePointerType()] = "unsigned int *",
        [typeof(ulong).MakePointerType()] = "uint64_t *",
        [typeof(nint).MakePointerType()] = "void **",
    };

    private static readonly Dictionary<string, string> Opaque = new()
    {
        ["dmt"] = "struct dm_task *",
        ["task"] = "struct dm_task *",
        ["dm_task_create"] = "struct dm_task *",
        ["dmevh"] = "struct dm_event_handler *",
        ["dm_event_handler_create"] = "struct dm_event_handler *",
        ["next"] = "void *",
        ["mem"] = "struct dm_pool *",
        ["custom"] = "void *",
        ["buf"] = "void *",
        ["fn"] = "dm_log_with_errno_fn",
        ["address"] = "__CONST_SOCKADDR_ARG",
        ["peer"] = "__SOCKADDR_ARG",
        ["optval"] = "void *",
        ["dm_get_next_target"] = "void *",
    };

    internal static string Of(ParameterInfo parameter) => Of(parameter.ParameterType, parameter.Name!);

    internal static string OfResult(MethodInfo method) => Of(method.ReturnType, method.Name);

    internal static string OfField(FieldInfo field) => Of(field.FieldType, field.Name);

    /// <summary>C gives the structs of its library a name without the word struct.</summary>
    internal static string OfStruct(Type type) => type.Name.EndsWith("_t", StringComparison.Ordinal) ? type.Name : $"struct {type.Name}";

    private static string Of(Type type, string name)
    {
        if (type == typeof(void).MakePointerType())
            return Opaque.TryGetValue(name, out string? opaque) ? opaque : throw new NotSupportedException($"say in CType what the void* '{name}' is");
        if (Plain.TryGetValue(type, out string? plain))
            return plain;
        if (type.IsPointer && type.GetElementType() is { IsValueType: true, IsPrimitive: false } pointed)
            return $"{OfStruct(pointed)} *";
        throw new NotSupportedException($"say in CType what {type} of '{name}' is in C");
    }
}
