# The numbers are in overview.tsv.
#   gnuplot overview.gp                      draws overview.svg
#   gnuplot -e "format='pdf'" overview.gp   draws overview.pdf; so do png, eps, cairolatex and tikz
# These lines decide how it looks.
reset
if (!exists('format')) format = 'svg'
latex = format eq 'cairolatex' || format eq 'tikz'
title = 'claims-formal'
width = 8     # inches
height = 0    # inches; 0: as high as it needs
font = 'DejaVu Sans'
fontsize = 9.5  # points, of all type
fontscale = 1.0
grey = 0        # 1: in shades of grey
notes_shown = 1 # 0: without the lines that explain the drawing

# What this figure shows.
name = 'overview'
others = 0
array grey_style[1]
grey_style[1] = 0
bands = 1
interval_words = (latex ? '95 \% interval of the median' : '95 % interval of the median')
crossed = 0
tasks = 20
array task[20]
array drawn[20]
array fits_here[20]
array train_length[20]
array first_length[20]
array last_length[20]
array metric[20]
array lowest[20]
array highest[20]
array ties_words[20]
array borders[20]
array borders_words[20]
array chance_of[20]
task[1] = 'Blocks of equal length, a letter each (letters 4)'
drawn[1] = '1 2'; fits_here[1] = '1 1'
chance_of[1] = 2
train_length[1] = 20.0; first_length[1] = 10.0; last_length[1] = 60.0
metric[1] = 'exact match'; lowest[1] = 0.0000; highest[1] = 1.0000
ties_words[1] = ''
borders[1] = '20'; borders_words[1] = ''
task[2] = 'Tell when an expression is complete'
drawn[2] = '1 2'; fits_here[2] = '1 1'
chance_of[2] = 2
train_length[2] = 40.0; first_length[2] = 20.0; last_length[2] = 120.0
metric[2] = 'exact match'; lowest[2] = 0.0000; highest[2] = 1.0000
ties_words[2] = ''
borders[2] = '40'; borders_words[2] = ''
task[3] = 'Balanced brackets: which one must close? (types 1)'
drawn[3] = '2 1'; fits_here[3] = '5 5'
chance_of[3] = 1
train_length[3] = 40.0; first_length[3] = 20.0; last_length[3] = 120.0
metric[3] = 'exact match'; lowest[3] = 0.0000; highest[3] = 1.0000
ties_words[3] = ''
borders[3] = '40'; borders_words[3] = ''
task[4] = 'Balanced brackets: which one must close? (types 1, depth 2)'
drawn[4] = '2 1'; fits_here[4] = '1 1'
chance_of[4] = 1
train_length[4] = 40.0; first_length[4] = 20.0; last_length[4] = 120.0
metric[4] = 'exact match'; lowest[4] = 0.0000; highest[4] = 1.0000
ties_words[4] = ''
borders[4] = '40'; borders_words[4] = ''
task[5] = 'Kinds of brackets, each balanced on its own'
drawn[5] = '2 1'; fits_here[5] = '1 1'
chance_of[5] = 1
train_length[5] = 40.0; first_length[5] = 20.0; last_length[5] = 120.0
metric[5] = 'exact match'; lowest[5] = 0.0000; highest[5] = 1.0000
ties_words[5] = ''
borders[5] = '40'; borders_words[5] = ''
task[6] = 'Star-free languages, and periodic ones beside them (draw source)'
drawn[6] = '2 1'; fits_here[6] = '1 1'
chance_of[6] = 1
train_length[6] = 40.0; first_length[6] = 20.0; last_length[6] = 120.0
metric[6] = 'exact match'; lowest[6] = 0.0000; highest[6] = 1.0000
ties_words[6] = ''
borders[6] = '40'; borders_words[6] = ''
task[7] = 'The seven languages of Tomita'
drawn[7] = '2 1'; fits_here[7] = '0 0'
chance_of[7] = 1
train_length[7] = 40.0; first_length[7] = 20.0; last_length[7] = 120.0
metric[7] = 'exact match'; lowest[7] = 0.0000; highest[7] = 1.0000
ties_words[7] = ''
borders[7] = '40'; borders_words[7] = ''
task[8] = 'The seven languages of Tomita (language 1)'
drawn[8] = '2 1'; fits_here[8] = '1 1'
chance_of[8] = 1
train_length[8] = 40.0; first_length[8] = 20.0; last_length[8] = 120.0
metric[8] = 'exact match'; lowest[8] = 0.0000; highest[8] = 1.0000
ties_words[8] = 'under one line in The seven languages of Tomita (language 1): learned + offset, nope'
borders[8] = '40'; borders_words[8] = ''
task[9] = 'The seven languages of Tomita (language 4)'
drawn[9] = '2 1'; fits_here[9] = '11 11'
chance_of[9] = 1
train_length[9] = 40.0; first_length[9] = 20.0; last_length[9] = 120.0
metric[9] = 'exact match'; lowest[9] = 0.0000; highest[9] = 1.0000
ties_words[9] = ''
borders[9] = '40'; borders_words[9] = ''
task[10] = 'The seven languages of Tomita (language 5)'
drawn[10] = '2 1'; fits_here[10] = '0 0'
chance_of[10] = 1
train_length[10] = 40.0; first_length[10] = 20.0; last_length[10] = 120.0
metric[10] = 'exact match'; lowest[10] = 0.0000; highest[10] = 1.0000
ties_words[10] = ''
borders[10] = '40'; borders_words[10] = ''
task[11] = 'The seven languages of Tomita (language 6)'
drawn[11] = '2 1'; fits_here[11] = '0 0'
chance_of[11] = 1
train_length[11] = 40.0; first_length[11] = 20.0; last_length[11] = 120.0
metric[11] = 'exact match'; lowest[11] = 0.0000; highest[11] = 1.0000
ties_words[11] = ''
borders[11] = '40'; borders_words[11] = ''
task[12] = 'The seven languages of Tomita (language 7, draw source)'
drawn[12] = '1 2'; fits_here[12] = '1 1'
chance_of[12] = 2
train_length[12] = 40.0; first_length[12] = 20.0; last_length[12] = 120.0
metric[12] = 'exact match'; lowest[12] = 0.0000; highest[12] = 1.0000
ties_words[12] = 'under one line in The seven languages of Tomita (language 7, draw source): nope, learned + offset'
borders[12] = '40'; borders_words[12] = ''
task[13] = 'Tell when an expression is complete (arity 5)'
drawn[13] = '1 2'; fits_here[13] = '1 1'
chance_of[13] = 2
train_length[13] = 40.0; first_length[13] = 20.0; last_length[13] = 120.0
metric[13] = 'exact match'; lowest[13] = 0.0000; highest[13] = 1.0000
ties_words[13] = ''
borders[13] = '40'; borders_words[13] = ''
task[14] = 'Blocks of equal length, a letter each (letters 3)'
drawn[14] = '1 2'; fits_here[14] = '1 1'
chance_of[14] = 2
train_length[14] = 20.0; first_length[14] = 10.0; last_length[14] = 60.0
metric[14] = 'exact match'; lowest[14] = 0.0000; highest[14] = 1.0000
ties_words[14] = ''
borders[14] = '20'; borders_words[14] = ''
task[15] = 'Balanced brackets: which one must close? (types 1, depth 3)'
drawn[15] = '2 1'; fits_here[15] = '1 1'
chance_of[15] = 1
train_length[15] = 40.0; first_length[15] = 20.0; last_length[15] = 120.0
metric[15] = 'exact match'; lowest[15] = 0.0000; highest[15] = 1.0000
ties_words[15] = ''
borders[15] = '40'; borders_words[15] = ''
task[16] = 'The seven languages of Tomita (language 2)'
drawn[16] = '2 1'; fits_here[16] = '1 1'
chance_of[16] = 1
train_length[16] = 40.0; first_length[16] = 20.0; last_length[16] = 120.0
metric[16] = 'exact match'; lowest[16] = 0.0000; highest[16] = 1.0000
ties_words[16] = 'under one line in The seven languages of Tomita (language 2): learned + offset, nope'
borders[16] = '40'; borders_words[16] = ''
task[17] = 'Balanced brackets: which one must close? (types 1, depth 4)'
drawn[17] = '2 1'; fits_here[17] = '1 1'
chance_of[17] = 1
train_length[17] = 40.0; first_length[17] = 20.0; last_length[17] = 120.0
metric[17] = 'exact match'; lowest[17] = 0.0000; highest[17] = 1.0000
ties_words[17] = ''
borders[17] = '40'; borders_words[17] = ''
task[18] = 'Star-free languages, and periodic ones beside them (language stairs, draw source)'
drawn[18] = '2 1'; fits_here[18] = '1 1'
chance_of[18] = 1
train_length[18] = 40.0; first_length[18] = 20.0; last_length[18] = 120.0
metric[18] = 'exact match'; lowest[18] = 0.0000; highest[18] = 1.0000
ties_words[18] = 'under one line in Star-free languages, and periodic ones beside them (language stairs, draw source): learned + offset, nope'
borders[18] = '40'; borders_words[18] = ''
task[19] = 'Balanced brackets: which one must close? (types 1, depth 12)'
drawn[19] = '2 1'; fits_here[19] = '1 1'
chance_of[19] = 1
train_length[19] = 40.0; first_length[19] = 20.0; last_length[19] = 120.0
metric[19] = 'exact match'; lowest[19] = 0.0000; highest[19] = 1.0000
ties_words[19] = ''
borders[19] = '40'; borders_words[19] = ''
task[20] = (latex ? 'Star-free languages, and periodic ones beside them (language one\_d, draw source)' : 'Star-free languages, and periodic ones beside them (language one_d, draw source)')
drawn[20] = '2 1'; fits_here[20] = '1 1'
chance_of[20] = 1
train_length[20] = 40.0; first_length[20] = 20.0; last_length[20] = 120.0
metric[20] = 'exact match'; lowest[20] = 0.0000; highest[20] = 1.0000
ties_words[20] = (latex ? 'under one line in Star-free languages, and periodic ones beside them (language one\_d, draw source): learned + offset, nope' : 'under one line in Star-free languages, and periodic ones beside them (language one_d, draw source): learned + offset, nope')
borders[20] = '40'; borders_words[20] = ''
series = 2
own_colours = 0
array label[2]
array tic[2]
array style[2]
array runs[2]
array fitted[2]
label[1] = 'nope'; tic[1] = 'nope'
style[1] = 2; runs[1] = 1; fitted[1] = 1
label[2] = 'learned + offset'; tic[2] = 'learned + offset'
style[2] = 1; runs[2] = 1; fitted[2] = 1

load '../../charts/style.gp'
load '../../charts/overview.gp'
