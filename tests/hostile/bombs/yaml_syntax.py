"""What only YAML has: aliases, merge keys, indentation."""

from __future__ import annotations

from .making import Files, bomb, yaml_document, yaml_schemas


@bomb
def indented_list() -> Files:
    """Lists within lists, in the block style of YAML."""
    return yaml_document("  " + "- " * 50_000 + "a\n")


@bomb
def flow_lists() -> Files:
    return yaml_document("  " + "[" * 450_000 + "]" * 450_000 + "\n")


@bomb
def flow_mappings() -> Files:
    return yaml_document("  " + "{a: " * 190_000 + "}" * 190_000 + "\n")


@bomb
def many_flow_entries() -> Files:
    return yaml_document("  [" + "{}, " * 240_000 + "]\n")


@bomb
def aliases() -> Files:
    """Lists of aliases of lists: 10 ** 9 items."""
    lines = ["  a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    for n in range(1, 9):
        lines.append(f"  a{n}: &a{n} [" + ", ".join([f"*a{n - 1}"] * 10) + "]")
    return yaml_document("\n".join(lines) + "\n")


@bomb
def generated_aliases() -> Files:
    """As `aliases`, under names that serializers give."""
    (text,) = aliases().values()
    return {"openapi.yaml": text.replace("&a", "&id00").replace("*a", "*id00")}


@bomb
def scalar_aliases() -> Files:
    text = "x" * 100_000
    uses = "\n".join(f"  k{n}: [*a, *a, *a, *a]" for n in range(20_000))
    return yaml_document(f"  a: &a {text}\n{uses}\n")


@bomb
def scalar_aliases_as_descriptions() -> Files:
    text = "word " * 20_000
    uses = "".join(
        f"    A{n}: {{type: object, description: *a}}\n" for n in range(20_000)
    )
    return yaml_schemas(uses, a=f"  &a {text}")


@bomb
def merge_keys() -> Files:
    keys = ", ".join(f"k{n}: 1" for n in range(10_000))
    uses = "\n".join(f"  m{n}: {{<<: *a}}" for n in range(15_000))
    return yaml_document(f"  a: &a {{{keys}}}\n{uses}\n")


@bomb
def nested_merge_keys() -> Files:
    lines = ["  m0: &m0 {a: 1}"]
    lines += [f"  m{n}: &m{n} {{<<: *m{n - 1}, k{n}: 1}}" for n in range(1, 9_000)]
    return yaml_document("\n".join(lines) + "\n")


@bomb
def merge_lists() -> Files:
    names = ", ".join(f"*m{n}" for n in range(300))
    lines = [f"  m{n}: &m{n} {{k{n}: 1}}" for n in range(300)]
    lines += [f"  u{n}: {{<<: [{names}]}}" for n in range(300)]
    return yaml_document("\n".join(lines) + "\n")


@bomb
def many_anchors() -> Files:
    return yaml_document("".join(f"  k{n}: &a{n} x\n" for n in range(50_000)))


@bomb
def complex_keys() -> Files:
    return yaml_document("  " + "? " * 100_000 + "a\n")


@bomb
def many_comments() -> Files:
    return yaml_document("  a: b\n" + "#\n" * 400_000)


@bomb
def many_documents() -> Files:
    (text,) = yaml_document("  a: b\n").values()
    return {"openapi.yaml": text + "---\n" * 200_000}


@bomb
def many_tags() -> Files:
    return yaml_document("  - !!str a\n" * 70_000)


@bomb
def long_plain_scalar() -> Files:
    return yaml_document("  " + "a:" * 450_000 + "\n")


@bomb
def folded_scalar() -> Files:
    return yaml_document("  >\n" + "   a\n\n" * 120_000)


@bomb
def aliases_below_their_limit() -> Files:
    """Schemas that exist through aliases, as many as are let through."""
    lines = ["  - &id001 {type: object, properties: {a: {type: string}}}"]
    for n in range(2, 6):
        inner = ", ".join(f"p{m}: *id00{n - 1}" for m in range(16))
        lines.append(f"  - &id00{n} {{type: object, properties: {{{inner}}}}}")
    return yaml_schemas("    A: *id005\n", a="\n".join(lines))


@bomb
def aliases_of_one_model() -> Files:
    """One inline schema with many properties, in many places."""
    properties = ", ".join(f"p{n}: {{type: string}}" for n in range(200))
    shared = f"  - &id001 {{type: object, properties: {{{properties}}}}}"
    uses = "".join(
        f"    A{n}: {{type: object, properties: {{a: *id001}}}}\n" for n in range(4_500)
    )
    return yaml_schemas(uses, a=shared)


@bomb
def aliased_descriptions_below_their_limit() -> Files:
    text = "word " * 20_000
    uses = "".join(f"    A{n}: {{type: object, description: *a}}\n" for n in range(99))
    return yaml_schemas(uses, a=f"  &a {text}")


@bomb
def aliases_of_short_texts() -> Files:
    """Too short to be counted, and repeated as often as there is room."""
    text = "word " * 39
    uses = "".join(
        f"    A{n}: {{type: object, description: *a}}\n" for n in range(22_000)
    )
    return yaml_schemas(uses, a=f"  &a {text}")


@bomb
def aliases_as_keys() -> Files:
    return yaml_document("  - &a k\n" + "  - {*a : *a}\n" * 50_000)


@bomb
def merged_keys_below_their_limit() -> Files:
    properties = ", ".join(f"p{n}: {{type: string}}" for n in range(1_000))
    uses = "".join(
        f"    A{n}: {{type: object, properties: {{<<: *a}}}}\n" for n in range(99)
    )
    return yaml_schemas(uses, a=f"  &a {{{properties}}}")


@bomb
def merge_keys_of_merge_keys() -> Files:
    lines = ["  m0: &m0 {a: 1}"]
    for n in range(1, 4_000):
        lines.append(f"  m{n}: &m{n} {{<<: [*m{n - 1}, *m{n - 1}], k{n}: 1}}")
    return yaml_document("\n".join(lines) + "\n")


@bomb
def repeated_merge_keys() -> Files:
    return yaml_document("  a: &a {b: 1}\n  c: {" + "<<: *a, " * 90_000 + "}\n")


@bomb
def tabs() -> Files:
    """Each is another reading of the text."""
    return yaml_document("  a: b\n" * 1 + "\t# x\n" * 99 + "  # c\n" * 140_000)


@bomb
def tabs_in_each_line() -> Files:
    return yaml_document("".join(f"  k{n}:\tv\n" for n in range(60_000)))


@bomb
def quoted_scalar_of_lines() -> Files:
    return yaml_document('  "' + "a\n\n  " * 140_000 + '"\n')


@bomb
def escapes() -> Files:
    return yaml_document('  "' + "\\x41" * 220_000 + '"\n')


@bomb
def long_comment() -> Files:
    return yaml_document("  a: b #" + "#" * 900_000 + "\n")


@bomb
def long_anchor() -> Files:
    return yaml_document("  a: &" + "a" * 400_000 + " b\n  c: *" + "a" * 400_000 + "\n")


@bomb
def many_directives() -> Files:
    (text,) = yaml_document("  a\n").values()
    tags = "".join(f"%TAG !t{n}! tag:a.example,2000:{n}\n" for n in range(20_000))
    return {"openapi.yaml": f"{tags}---\n{text}"}


@bomb
def keys_without_values() -> Files:
    return yaml_document("".join(f"  ? k{n}\n" for n in range(80_000)))


@bomb
def flow_pairs() -> Files:
    return yaml_document("  [" + "a: b, " * 150_000 + "]\n")


@bomb
def sequence_of_sequences() -> Files:
    return yaml_document("  - - - - a\n" * 75_000)


@bomb
def indented_mappings() -> Files:
    lines = "".join(" " * n + "a:\n" for n in range(2, 1_300))
    return yaml_document(lines)


@bomb
def indented_schemas() -> Files:
    """As deep as may be, again and again."""
    level = ""
    for n in range(60):
        level += f"{' ' * (3 * n + 6)}properties:\n{' ' * (3 * n + 8)}a:\n"
    return yaml_schemas("".join(f"    A{n}:\n{level}" for n in range(50)))


@bomb
def unclosed_quote() -> Files:
    return yaml_document('  a: "' + "x: y\n" * 180_000)


@bomb
def many_timestamps() -> Files:
    return yaml_document("  - 2001-12-14t21:59:43.10-05:00\n" * 26_000)


@bomb
def many_numbers() -> Files:
    return yaml_document(("  - 0x" + "f" * 3_990 + "\n") * 240)


@bomb
def page_of_fences() -> Files:
    """A page of Markdown in which a document is looked for."""
    return {"openapi.md": "```yaml\na: b\n```\n" * 45_000}


@bomb
def page_of_open_fences() -> Files:
    return {"openapi.md": "```\n~~~\n````\n" * 65_000}


@bomb
def numbers_of_base_sixty() -> Files:
    return yaml_document("  - 1" + ":59" * 250_000 + "\n")


@bomb
def anchors_that_are_given_again() -> Files:
    """Each means the value before it, under one name."""
    lines = "".join(f"  k{n}: &a [*a, *a]\n" for n in range(40))
    return yaml_document(f"  k: &a [x]\n{lines}")


@bomb
def one_anchor_again_and_again() -> Files:
    return yaml_document("  - &a x\n  - *a\n" * 55_000)


@bomb
def sets_and_pairs() -> Files:
    return yaml_document(
        "  - !!set {a, b}\n  - !!omap [a: 1]\n  - !!binary QQ==\n" * 16_000
    )


@bomb
def objects_of_python() -> Files:
    return yaml_document("  - !!python/object/apply:os.getcwd []\n" * 20_000)


@bomb
def spaces_before_each_line() -> Files:
    return yaml_document("  a:\n" + (" " * 900 + "- b\n") * 1_000)


@bomb
def literal_scalars() -> Files:
    return yaml_document("  - |2-\n     a\n" * 50_000)


@bomb
def merges_of_lists() -> Files:
    lines = ["  a: &a {x: 1}", "  b: {<<: [" + ", ".join(["*a"] * 150_000) + "]}"]
    return yaml_document("\n".join(lines) + "\n")


@bomb
def flow_of_maps_of_maps() -> Files:
    level = "{a: " * 150 + "b" + "}" * 150
    return yaml_document("  [" + ", ".join([level] * 1_200) + "]\n")


@bomb
def aliases_of_schemas_within_each_other() -> Files:
    lines = "".join(
        f"    A{n}: &id{n:03} {{allOf: [{{type: object}}"
        + (f", *id{n - 1:03}" if n else "")
        + "]}\n"
        for n in range(150)
    )
    return yaml_schemas(lines)
