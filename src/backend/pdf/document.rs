//! The objects around the drawing: page, font, images, document information.

use std::collections::BTreeMap;

use miniz_oxide::deflate::compress_to_vec_zlib;
use pdf_writer::types::{CidFontType, FontFlags, SystemInfo, UnicodeCmap};
use pdf_writer::{Filter, Finish, Name, Pdf as File, Rect, Ref, Str, TextStr};

use super::super::image::Image;
use super::canvas::Pdf;
use super::names::{image_name, opacity_name};
use crate::error::{Error, Result};
use crate::font;

/// The deflate level: higher ones hardly reduce the size.
const LEVEL: u8 = 6;

/// The font's name in the file; the six letters mark a subset.
const FONT: Name<'static> = Name(b"SPGRAM+DejaVuSans");

const IDENTITY: SystemInfo<'static> = SystemInfo { registry: Str(b"Adobe"), ordering: Str(b"Identity"), supplement: 0 };

/// Allocates object numbers in ascending order.
struct Numbers(i32);

impl Numbers {
    fn next(&mut self) -> Ref {
        self.0 += 1;
        Ref::new(self.0)
    }
}

impl Pdf {
    /// The document with everything drawn so far; `notes` are entries of its information dictionary.
    ///
    /// # Errors
    /// [`Error::Encode`] where the font cannot be reduced to the glyphs in use.
    pub fn into_document(self, notes: &[(&str, &str)]) -> Result<Vec<u8>> {
        of(self, notes)
    }
}

/// The bytes of a file with one page.
fn of(canvas: Pdf, notes: &[(&str, &str)]) -> Result<Vec<u8>> {
    let Pdf { width, height, scale, content, images, glyphs, characters, opacities } = canvas;
    let mut numbers = Numbers(0);
    let (catalog, pages, page, contents) = (numbers.next(), numbers.next(), numbers.next(), numbers.next());
    let mut file = File::new();
    file.catalog(catalog).pages(pages);
    file.pages(pages).kids([page]).count(1);

    let font = if characters.is_empty() { None } else { Some(numbers.next()) };
    let images: Vec<(Ref, Image)> = images.into_iter().map(|image| (numbers.next(), image)).collect();
    let mut on_page = file.page(page);
    on_page.parent(pages).contents(contents);
    on_page.media_box(Rect::new(0.0, 0.0, (scale * f64::from(width)) as f32, (scale * f64::from(height)) as f32));
    let mut resources = on_page.resources();
    if let Some(font) = font {
        resources.fonts().pair(Name(b"F"), font);
    }
    let mut named = resources.x_objects();
    for (index, (reference, _)) in images.iter().enumerate() {
        named.pair(Name(image_name(index).as_bytes()), *reference);
    }
    named.finish();
    let mut states = resources.ext_g_states();
    for alpha in &opacities {
        let share = (f32::from(*alpha) / 0.255).round() / 1000.0;
        let mut state =
            states.insert(Name(opacity_name(*alpha).as_bytes())).start::<pdf_writer::writers::ExtGraphicsState<'_>>();
        state.non_stroking_alpha(share).stroking_alpha(share);
    }
    states.finish();
    resources.finish();
    on_page.finish();

    let content = compress_to_vec_zlib(&content.finish(), LEVEL);
    file.stream(contents, &content).filter(Filter::FlateDecode);
    for (reference, picture) in &images {
        image(&mut file, *reference, picture);
    }
    if let Some(reference) = font {
        let subset = subsetter::subset(font::data(), 0, &glyphs).map_err(Error::encode)?;
        embed(&mut file, &mut numbers, reference, &subset, &glyphs.remapped_gids().collect::<Vec<_>>(), &characters);
    }
    let mut info = file.document_info(numbers.next());
    for (key, text) in notes {
        info.pair(Name(key.as_bytes()), TextStr(text));
    }
    info.finish();
    Ok(file.finish())
}

/// Writes an image, with a palette if it has few colours.
fn image(file: &mut File, reference: Ref, image: &Image) {
    let indexed = image.indexed();
    let data = indexed.as_ref().map_or_else(|| image.rgb(), |indexed| indexed.indices.clone());
    let data = compress_to_vec_zlib(&data, LEVEL);
    let mut object = file.image_xobject(reference, &data);
    object.filter(Filter::FlateDecode);
    object.width(image.width() as i32).height(image.height() as i32);
    match indexed {
        Some(indexed) => {
            let colors: Vec<u8> = indexed.palette.iter().flat_map(|color| [color[0], color[1], color[2]]).collect();
            object.color_space().indexed(Name(b"DeviceRGB"), indexed.palette.len() as i32 - 1, &colors);
        }
        None => object.color_space().device_rgb(),
    }
    object.bits_per_component(8);
}

/// Embeds the glyphs in use. `old` are their numbers in the whole font, `characters` the text of the new numbers.
fn embed(
    file: &mut File,
    numbers: &mut Numbers,
    reference: Ref,
    subset: &[u8],
    old: &[u16],
    characters: &BTreeMap<u16, char>,
) {
    let (descendant, descriptor, data, to_unicode) = (numbers.next(), numbers.next(), numbers.next(), numbers.next());
    file.type0_font(reference)
        .base_font(FONT)
        .encoding_predefined(Name(b"Identity-H"))
        .descendant_font(descendant)
        .to_unicode(to_unicode);

    let mut cid = file.cid_font(descendant);
    cid.subtype(CidFontType::Type2).base_font(FONT).system_info(IDENTITY).font_descriptor(descriptor);
    cid.default_width(0.0).cid_to_gid_map_predefined(Name(b"Identity"));
    cid.widths().consecutive(0, old.iter().map(|id| (1000.0 * font::advance(*id)) as f32));
    cid.finish();

    let metrics = font::metrics(1000.0);
    file.font_descriptor(descriptor)
        .name(FONT)
        .flags(FontFlags::SYMBOLIC)
        .bbox(Rect::new(-1021.0, -463.0, 1793.0, 1232.0))
        .italic_angle(0.0)
        .ascent(metrics.ascent as f32)
        .descent(-metrics.descent as f32)
        .cap_height(metrics.cap_height as f32)
        .stem_v(90.0)
        .font_file2(data);

    let compressed = compress_to_vec_zlib(subset, LEVEL);
    let mut stream = file.stream(data, &compressed);
    stream.filter(Filter::FlateDecode).pair(Name(b"Length1"), subset.len() as i32);
    stream.finish();
    let mut map = UnicodeCmap::new(Name(b"Custom"), IDENTITY);
    for (id, character) in characters {
        map.pair(*id, *character);
    }
    let map = map.finish();
    file.cmap(to_unicode, &map);
}
